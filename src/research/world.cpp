#include "research/world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <type_traits>
#include <utility>

#include "base/random.h"
#include "market/calendar.h"
#include "research/made_up_sheet.h"

namespace gammafield::research {
namespace {

constexpr int minutes = 390;
constexpr double session_move = 0.01;

/// Each minute's share of the session's variance: three times as much at the ends as at noon.
std::array<double, minutes> day_shape() {
  std::array<double, minutes> shape{};
  for (int i = 0; i < minutes; ++i) {
    const double x = 2.0 * (i + 0.5) / minutes - 1;
    shape[static_cast<std::size_t>(i)] = 1 + 2 * x * x;
  }
  const double sum = std::accumulate(shape.begin(), shape.end(), 0.0);
  for (auto& part : shape) part /= sum;
  return shape;
}

/// One price on its way through a session.
class Walk {
 public:
  Walk(const WorldRule& rule, double log_price, base::RandomStream& stream)
      : rule_(rule), log_price_(log_price), stream_(stream) {}

  void carry(levels::Side side, const levels::Level<levels::WallStrike>& wall) {
    if (wall) walls_.push_back({side == levels::Side::call ? 1.0 : -1.0, std::log(wall->strike.value())});
  }

  double step(double share) {
    const double noise = session_move * std::sqrt(share) * shock();
    last_ = noise + drift() + rule_.plant.momentum * last_;
    return log_price_ += last_;
  }

 private:
  struct Carried {
    double side, log_level;
  };

  /// Of variance 1.
  double shock() {
    if (rule_.kind == WorldKind::walk) return stream_.normal();
    constexpr double alpha = 0.08, beta = 0.9, jump_odds = 0.003, jump_size = 6;
    constexpr double scale = 1 / (1 + jump_odds * jump_size * jump_size);
    const double z = stream_.normal();
    const double smooth = std::sqrt(variance_) * z;
    variance_ = (1 - alpha - beta) + alpha * smooth * smooth + beta * variance_;
    const double jump = stream_.uniform() < jump_odds ? jump_size * stream_.normal() : 0;
    return std::sqrt(scale) * (smooth + jump);
  }

  [[nodiscard]] double drift() const {
    double sum = 0;
    for (const auto& wall : walls_) {
      const double away = (log_price_ - wall.log_level) / session_move;
      const double near = std::exp(-0.5 * away * away / (rule_.plant.width * rule_.plant.width));
      const double towards = away > 0 ? -1.0 : 1.0;
      sum += near * (towards * rule_.plant.pulling - wall.side * rule_.plant.reflecting);
    }
    return sum * session_move / minutes;
  }

  const WorldRule& rule_;
  double log_price_, last_ = 0, variance_ = 1;
  base::RandomStream& stream_;
  std::vector<Carried> walls_;
};

StudyDay made_up_day(const WorldRule& rule, market::Date session, double spot, std::optional<PriorSession> prior,
                     base::RandomStream& stream) {
  static const auto shape = day_shape();
  const auto& calendar = market::Calendar::us();
  StudyDay day{.symbol = "XYZ",
               .session = session,
               .open = calendar.session_open(session),
               .close = calendar.session_open(session) + std::chrono::minutes{minutes},
               .from = calendar.session_open(session),
               .sheet = made_up_sheet(session, spot, session_move, stream, calendar),
               .move = session_move,
               .move_is_implied = true,
               .prices = {},
               .prior = prior};
  constexpr double overnight = 0.3;  // of a session's move
  const double open = std::log(spot) + overnight * session_move * stream.normal();
  Walk walk(rule, open, stream);
  for (const auto side : {levels::Side::call, levels::Side::put})
    walk.carry(side, wall_of(day.sheet, side, WallBasis::net));
  day.prices.push_back({day.from, market::Spot{std::exp(open)}});
  for (int i = 0; i < minutes; ++i) {
    const double price = std::exp(walk.step(shape[static_cast<std::size_t>(i)]));
    day.prices.push_back({day.from + std::chrono::minutes{i + 1}, market::Spot{price}});
  }
  return day;
}

PriorSession summary(const StudyDay& day) {
  const auto [low, high] =
      std::ranges::minmax_element(day.prices, {}, [](const auto& price) { return price.price.value(); });
  return {high->price.value(), low->price.value(), day.last_price()};
}

/// Another day's levels, as far from this day's spot, as if they had been known here. What settles when is of dates,
/// and does not come along.
LevelSheet moved_to(const LevelSheet& sheet, const LevelSheet& here) {
  const double scale = here.spot.value() / sheet.spot.value();
  const auto scaled = [&](const auto& level) {
    using Price = std::decay_t<decltype(*level)>;
    return level ? std::optional(Price{level->value() * scale}) : std::nullopt;
  };
  LevelSheet moved = here;
  moved.strikes = sheet.strikes;
  for (auto& strike : moved.strikes) strike.strike = market::Strike{strike.strike.value() * scale};
  moved.flip = scaled(sheet.flip);
  moved.net_gex = sheet.net_gex;
  moved.gross_gex = sheet.gross_gex;
  moved.positive_gex_chance = sheet.positive_gex_chance;
  moved.walls.clear();
  moved.settling.clear();
  moved.given = {scaled(sheet.given.call_wall), scaled(sheet.given.put_wall)};
  return moved;
}

}  // namespace

SymbolDays made_up_days(const WorldRule& rule) {
  const auto& calendar = market::Calendar::us();
  SymbolDays symbol{.symbol = "XYZ", .days = {}};
  auto session = market::Date{std::chrono::year{2024} / 1 / 2};
  double spot = 5000;
  std::optional<PriorSession> prior;
  for (std::size_t i = 0; i < rule.days; ++i) {
    base::RandomStream stream(rule.seed, i);
    symbol.days.push_back(made_up_day(rule, session, spot, prior, stream));
    prior = summary(symbol.days.back());
    spot = prior->close;
    session = calendar.next_trading_day(session);
  }
  return symbol;
}

SymbolDays permuted_walls(const SymbolDays& symbol, std::uint64_t seed) {
  std::vector<std::size_t> order(symbol.days.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  base::RandomStream stream(seed, 0);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream.below(i)]);
  auto permuted = symbol;
  for (std::size_t i = 0; i < order.size(); ++i)
    permuted.days[i].sheet = moved_to(symbol.days[order[i]].sheet, symbol.days[i].sheet);
  return permuted;
}

}  // namespace gammafield::research
