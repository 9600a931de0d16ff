#include "platforms/level_list.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "platforms/safe_text.h"
#include "platforms/tick.h"

namespace gammafield::platforms {
namespace {

using levels::Level;
using levels::NoLevel;

constexpr std::size_t ranks_max = 10;
constexpr double negligible = 1e-12;  // of the largest: rounding, not exposure (levels/negligible.h)

/// Gathers what exists and what does not.
class Gathering {
 public:
  explicit Gathering(LevelList& list) : list_(list) {}

  void add(Line line) { list_.lines.push_back(line); }
  void missing(LineKind kind, NoLevel reason) { list_.missing.push_back({kind, reason}); }

  template <class T, class Price>
  void add(LineKind kind, const Level<T>& level, Price price) {
    if (level) {
      add({.kind = kind, .price = market::Spot{price(*level)}});
    } else {
      missing(kind, level.error());
    }
  }

 private:
  LevelList& list_;
};

constexpr auto strike_of_wall = [](const levels::Wall& wall) { return wall.at.strike.value(); };
constexpr auto strike_of = [](const levels::WallStrike& at) { return at.strike.value(); };
constexpr auto price_of_flip = [](const levels::GammaFlip& flip) { return flip.price.value(); };
constexpr auto own_value = [](const market::Strike& strike) { return strike.value(); };

void add_wall(Gathering& to, LineKind kind, const Level<levels::Wall>& plain,
              const Level<session::WallReport>* standing) {
  if (standing == nullptr) return to.add(kind, plain, strike_of_wall);
  if (!*standing) return to.missing(kind, standing->error());
  to.add({.kind = kind, .price = market::Spot{(*standing)->at.strike.value()}, .state = (*standing)->state});
}

void add_main_levels(Gathering& to, const engine::Report& report) {
  const auto& over_time = report.over_time;
  add_wall(to, LineKind::call_wall, report.levels.call_wall, over_time ? &over_time->call_wall : nullptr);
  add_wall(to, LineKind::put_wall, report.levels.put_wall, over_time ? &over_time->put_wall : nullptr);
  to.add(LineKind::gamma_flip, report.levels.flip, price_of_flip);
  const auto& move = report.levels.expected_move;
  to.add(LineKind::day_min, move, [&](const auto& m) { return report.spot.value() - m.usd.value(); });
  to.add(LineKind::day_max, move, [&](const auto& m) { return report.spot.value() + m.usd.value(); });
}

void add_zero_dte(Gathering& to, const engine::Report& report, const engine::Report* zero_dte) {
  if (zero_dte != nullptr) {
    to.add(LineKind::call_wall_0dte, zero_dte->levels.call_wall, strike_of_wall);
    to.add(LineKind::put_wall_0dte, zero_dte->levels.put_wall, strike_of_wall);
  }
  to.add(LineKind::gamma_flip_0dte, report.flip_variants.zero_dte, price_of_flip);
  if (zero_dte != nullptr) to.add(LineKind::absolute_gamma_0dte, zero_dte->levels.absolute_gamma, strike_of);
}

Line zone(LineKind kind, double low, double high, std::optional<int> rank = {}) {
  return {.kind = kind,
          .rank = rank,
          .price = market::Spot{low},
          .high = high > low ? std::optional{market::Spot{high}} : std::nullopt};
}

void add_clusters(Gathering& to, const std::vector<levels::Cluster>& found) {
  auto by_mass = found;
  std::ranges::sort(by_mass, {}, [](const auto& each) { return std::pair{-each.mass.value(), each.low.value()}; });
  int rank = 0;
  for (const auto& each : by_mass) to.add(zone(LineKind::cluster, each.low.value(), each.high.value(), ++rank));
}

void add_concentrations(Gathering& to, const levels::Levels& found) {
  int rank = 0;
  for (const auto& each : found.focus)
    to.add({.kind = LineKind::focus, .rank = ++rank, .price = market::Spot{each.strike.value()}});
  rank = 0;
  for (const auto& each : found.contested)
    to.add(zone(LineKind::contested, each.low.value(), each.high.value(), ++rank));
  to.add(LineKind::trigger, found.trigger, own_value);
}

/// The strikes of the largest net exposure, whatever its sign; of two alike the lower.
void add_ranks(Gathering& to, const levels::Levels& found) {
  auto strikes = found.strikes;
  std::ranges::sort(strikes, {},
                    [](const auto& each) { return std::pair{-std::abs(each.net.value()), each.strike.value()}; });
  const double least = strikes.empty() ? 0 : negligible * std::abs(strikes.front().net.value());
  int rank = 0;
  for (const auto& each : strikes) {
    if (rank == ranks_max || !(std::abs(each.net.value()) > least)) break;
    to.add({.kind = LineKind::gex, .rank = ++rank, .price = market::Spot{each.strike.value()}});
  }
}

void add_levels(Gathering& to, const engine::Report& report, const engine::Report* zero_dte) {
  const auto& found = report.levels;
  add_main_levels(to, report);
  add_zero_dte(to, report, zero_dte);
  to.add(LineKind::absolute_gamma, found.absolute_gamma, strike_of);
  if (found.battle_zone) {
    to.add(zone(LineKind::battle_zone, found.battle_zone->low.value(), found.battle_zone->high.value()));
  } else {
    to.missing(LineKind::battle_zone, found.battle_zone.error());
  }
  const auto& open_interest = found.open_interest;
  to.add(LineKind::max_pain, open_interest.max_pain, [](const auto& pain) { return pain.strike.value(); });
  to.add(LineKind::pin, open_interest.pin, own_value);
  add_clusters(to, found.clusters);
  add_concentrations(to, found);
  to.add(LineKind::oi_call_wall, open_interest.call_wall, own_value);
  to.add(LineKind::oi_put_wall, open_interest.put_wall, own_value);
  add_ranks(to, found);
}

/// Onto the instrument's prices. A level of an outlandish chain that would have none (below zero, beyond all numbers)
/// is left out.
void convert(LevelList& list, const std::optional<Conversion>& conversion) {
  const auto onto = [&](market::Spot price) { return rounded(conversion ? (*conversion)(price) : price, list.tick); };
  const auto is_price = [](market::Spot price) { return std::isfinite(price.value()) && price.value() > 0; };
  list.spot = onto(list.spot);
  for (Line& line : list.lines) {
    line.price = onto(line.price);
    if (line.high) line.high = onto(*line.high);
    if (line.high == line.price) line.high = std::nullopt;
  }
  std::erase_if(list.lines,
                [&](const Line& line) { return !is_price(line.price) || (line.high && !is_price(*line.high)); });
}

std::string convention_of(const engine::Settings& settings) {
  const auto model = settings.positioning.model();
  const bool naive = model == exposure::PositioningModel::naive;
  return fmt::format("positioning {}{}, not observed", to_string(model),
                     naive ? ": dealers long calls and short puts, assumed" : "");
}

}  // namespace

LevelList level_list(const engine::Report& report, const Target& target) {
  const auto& conversion = target.conversion;
  const std::string unnamed = conversion ? conversion->to : report.symbol;
  LevelList list{.symbol = safe_text(report.symbol),
                 .instrument = safe_text(target.instrument.empty() ? unnamed : target.instrument),
                 .as_of = report.as_of,
                 .session = report.session,
                 .oi_date = report.oi_date,
                 .spot = report.spot,
                 .tick = tick_of(product_of(unnamed), report.calendar->exchange()),
                 .convention = convention_of(report.settings),
                 .lines = {},
                 .missing = {}};
  if (conversion) {
    auto named = *conversion;
    named.from = safe_text(named.from);
    named.to = safe_text(named.to);
    list.basis = basis_text(named);
  }
  Gathering gathering{list};
  add_levels(gathering, report, target.zero_dte);
  convert(list, conversion);
  return list;
}

}  // namespace gammafield::platforms
