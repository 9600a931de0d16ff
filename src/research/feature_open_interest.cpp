#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "research/features.h"
#include "research/price_range.h"

namespace gammafield::research {
namespace {

using Strikes = std::span<const exposure::StrikeExposure>;

double gross_of(Strikes strikes) {
  return std::accumulate(strikes.begin(), strikes.end(), 0.0,
                         [](double sum, const auto& strike) { return sum + strike.absolute().value(); });
}

std::optional<double> ratio(double of, double to) { return to > 0 ? std::optional(of / to) : std::nullopt; }

/// The strikes that lie in the range.
Strikes within(Strikes strikes, PriceRange range) {
  const auto strike_of = [](const auto& strike) { return strike.strike.value(); };
  const auto below = std::ranges::lower_bound(strikes, range.low, {}, strike_of);
  const auto above = std::ranges::upper_bound(strikes, range.high, {}, strike_of);
  return below < above ? Strikes(below, above) : Strikes{};
}

/// The level's strike and one on either side; empty where it is no strike.
Strikes next_to(Strikes strikes, double level) {
  const auto at = std::ranges::find(strikes, level, [](const auto& strike) { return strike.strike.value(); });
  if (at == strikes.end()) return {};
  return {at == strikes.begin() ? at : at - 1, at + 1 == strikes.end() ? at + 1 : at + 2};
}

std::optional<double> concentration(Strikes strikes) {
  const double gross = gross_of(strikes);
  if (!(gross > 0)) return std::nullopt;
  return std::accumulate(strikes.begin(), strikes.end(), 0.0, [&](double sum, const auto& strike) {
    return sum + std::pow(strike.absolute().value() / gross, 2);
  });
}

std::optional<double> call_balance(Strikes strikes) {
  double calls = 0, puts = 0;
  for (const auto& strike : strikes) {
    calls += strike.call.value();
    puts += strike.put.value();
  }
  return ratio(calls - puts, calls + puts);
}

/// Of the exposure that is still there after the open, what settles in the session. An opening settlement is over then.
std::optional<double> share_of_session(const std::vector<Settling>& settling, const KnownUntil& known) {
  double all = 0, today = 0;
  for (const auto& each : settling) {
    if (each.at <= known.open()) continue;
    all += each.gross.value();
    if (each.session == known.session()) today += each.gross.value();
  }
  return ratio(today, all);
}

levels::Level<levels::WallStrike> next_wall(const LevelSheet& sheet, const Crossing& crossing) {
  if (crossing.basis == WallBasis::given) return base::failure(levels::NoLevel::no_wall);  // one is all that is given
  auto beyond_it = sheet;
  std::erase_if(beyond_it.strikes,
                [&](const auto& strike) { return !(beyond(crossing.watched, strike.strike.value()) > 0); });
  return wall_of(beyond_it, crossing.watched.side, crossing.basis);
}

}  // namespace

void add_open_interest_features(const KnownUntil& known, const Crossing& crossing, Features& features) {
  constexpr double surroundings = 0.02;  // of the strike
  const auto& sheet = known.sheet();
  const double level = crossing.watched.level;
  const double gross = gross_of(sheet.strikes);
  const auto close_by = within(sheet.strikes, around(level, close_by_wall));
  features.push_back({"oi_share_next_strikes", ratio(gross_of(next_to(sheet.strikes, level)), gross)});
  features.push_back({"oi_share_half_percent", ratio(gross_of(close_by), gross)});
  features.push_back({"oi_concentration", concentration(within(sheet.strikes, around(level, surroundings)))});
  features.push_back({"oi_call_balance", call_balance(close_by)});
  std::optional<double> distance, strength;
  const auto wall = wall_of(sheet, crossing.watched.side, crossing.basis);
  if (const auto next = next_wall(sheet, crossing)) {
    distance = beyond(crossing.watched, next->strike.value()) / known.move();
    if (wall) strength = ratio(std::abs(next->value.value()), std::abs(wall->value.value()));
  }
  features.push_back({"next_wall_distance", distance});
  features.push_back({"next_wall_strength", strength});
  const auto* detail = detail_of(sheet, crossing.watched.level);
  features.push_back({"same_day_share", detail != nullptr ? share_of_session(detail->close_by, known) : std::nullopt});
  features.push_back({"same_day_share_of_all", share_of_session(sheet.settling, known)});
}

}  // namespace gammafield::research
