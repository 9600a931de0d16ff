#include "pricing/parity_spot.h"

#include <algorithm>
#include <cmath>

#include "pricing/parity_pairs.h"
#include "pricing/robust.h"

namespace gammafield::pricing {
namespace {

constexpr std::size_t expiries_max = 8;
constexpr double near_years = 90 / 365.0;

struct Point {
  double years = 0, log_forward = 0;
  friend auto operator<=>(const Point&, const Point&) = default;
};

std::vector<Point> nearest_points(std::span<const ForwardFit> forwards, std::span<const TimeLeft> times) {
  std::vector<Point> points;
  for (std::size_t e = 0; e < forwards.size(); ++e)
    if (times[e].years > 0 && is_from_quotes(forwards[e].source))
      points.push_back({times[e].years, std::log(forwards[e].forward)});
  std::ranges::sort(points);
  const auto is_far = [](const Point& p) { return p.years > near_years; };
  const auto near = static_cast<std::size_t>(std::ranges::find_if(points, is_far) - points.begin());
  points.resize(std::min({points.size(), expiries_max, std::max<std::size_t>(near, 2)}));
  return points;
}

/// Theil and Sen: the median of all slopes between two expiries a day or more apart; one bad expiry does not move it.
std::optional<double> slope_of(const std::vector<Point>& points) {
  constexpr double apart_min = 1 / 365.0;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = i + 1; j < points.size(); ++j)
      if (const double apart = points[j].years - points[i].years; apart >= apart_min)
        slopes.push_back((points[j].log_forward - points[i].log_forward) / apart);
  if (slopes.empty()) return std::nullopt;
  return median(std::move(slopes));
}

}  // namespace

std::optional<ParitySpot> parity_spot(std::span<const ForwardFit> forwards, std::span<const TimeLeft> times) {
  const std::vector<Point> points = nearest_points(forwards, times);
  if (points.empty()) return std::nullopt;
  const auto slope = slope_of(points);
  std::vector<double> spots;
  for (const Point& p : points) spots.push_back(std::exp(p.log_forward - slope.value_or(0) * p.years));
  const auto [low, high] = std::ranges::minmax(spots);
  return ParitySpot{.spot = median(spots),
                    .low = low,
                    .high = high,
                    .expiries = spots.size(),
                    .carry_known = slope.has_value(),
                    .nearest_years = points.front().years};
}

std::optional<double> crude_spot(const market::ChainSnapshot& chain, const StrikeLadder& ladder,
                                 const std::vector<QuoteFlags>& flags, std::span<const TimeLeft> times) {
  std::optional<std::size_t> nearest;
  for (std::size_t e = 0; e < times.size(); ++e) {
    if (times[e].years <= 0 || (nearest && times[*nearest].years <= times[e].years)) continue;
    if (parity_pairs(chain, ladder.of(e), flags).size() >= parity_pairs_min) nearest = e;
  }
  if (!nearest) return std::nullopt;
  return crude_forward(parity_pairs(chain, ladder.of(*nearest), flags));
}

}  // namespace gammafield::pricing
