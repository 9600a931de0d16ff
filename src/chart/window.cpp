#include "chart/window.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace gammafield::chart {
namespace {

constexpr double reach_in_moves = 3;     // expected moves always seen either side of spot
constexpr double least_reach = 0.025;    // of spot; a quiet index still shows its neighbouring walls
constexpr double most_reach = 0.12;      // of spot; beyond it only exposure or a level widens the picture
constexpr double unknown_reach = 0.06;   // of spot, without an expected move
constexpr double wing = 1.0 / 6;         // of gross exposure, left out at either end
constexpr double most_mass_reach = 0.4;  // of spot; a book that is all wings is still shown around spot
constexpr double farthest_in_moves = 8;  // a level farther off is named at the edge instead
constexpr double least_farthest = 0.16;  // of spot
constexpr double beyond_bulk = 2;        // times the reach of the bulk, likewise
constexpr double margin = 0.05;          // of the height, so that no level lies on the frame

/// Prices worth widening the picture for.
std::vector<double> wanted(const levels::Levels& levels) {
  std::vector<double> prices;
  if (levels.call_wall) prices.push_back(levels.call_wall->at.strike.value());
  if (levels.put_wall) prices.push_back(levels.put_wall->at.strike.value());
  if (levels.flip) prices.push_back(levels.flip->price.value());
  if (levels.battle_zone) {
    prices.push_back(levels.battle_zone->low.value());
    prices.push_back(levels.battle_zone->high.value());
  }
  return prices;
}

double move_fraction(const levels::Levels& levels) {
  if (!levels.expected_move) return 0;
  const double fraction = levels.expected_move->fraction;
  return std::isfinite(fraction) && fraction > 0 ? fraction : 0;
}

/// The strike at which the sum of gross exposure from below reaches this part of all.
std::optional<double> gross_quantile(const std::vector<exposure::StrikeExposure>& strikes, double part) {
  double all = 0, below = 0;
  const auto gross = [](const exposure::StrikeExposure& at) {
    return std::isfinite(at.absolute().value()) ? at.absolute().value() : 0;
  };
  for (const auto& at : strikes) all += gross(at);
  if (!(all > 0) || !std::isfinite(all)) return std::nullopt;
  for (const auto& at : strikes) {
    below += gross(at);
    if (below >= part * all) return at.strike.value();
  }
  return std::nullopt;
}

/// As parts of spot, either side of it.
struct Reach {
  double down = 0, up = 0;
};

/// Where most of the book lies.
Reach reach_of_bulk(const engine::Report& report) {
  const double spot = report.spot.value();
  const double low = gross_quantile(report.levels.strikes, wing).value_or(spot);
  const double high = gross_quantile(report.levels.strikes, 1 - wing).value_or(spot);
  return {std::clamp(1 - low / spot, 0.0, most_mass_reach), std::clamp(high / spot - 1, 0.0, most_mass_reach)};
}

}  // namespace

Interval visible_prices(const engine::Report& report) {
  const double spot = report.spot.value();
  if (!std::isfinite(spot) || spot <= 0) return {0, 1};
  const double move = move_fraction(report.levels);
  const double reach = move > 0 ? std::clamp(reach_in_moves * move, least_reach, most_reach) : unknown_reach;
  const auto [down, up] = reach_of_bulk(report);
  const double farthest =
      std::clamp(std::max({least_farthest, farthest_in_moves * move, beyond_bulk * down, beyond_bulk * up}), 0.0, 0.9);
  Interval window{spot * (1 - std::max(reach, down)), spot * (1 + std::max(reach, up))};
  for (const double price : wanted(report.levels)) {
    if (!(std::abs(price / spot - 1) <= farthest)) continue;
    window = {std::min(window.low, price), std::max(window.high, price)};
  }
  const double room = margin * window.span();
  return {window.low - room, window.high + room};
}

}  // namespace gammafield::chart
