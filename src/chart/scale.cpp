#include "chart/scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gammafield::chart {
namespace {

bool usable(Interval interval) { return std::isfinite(interval.span()) && interval.span() > 0; }

}  // namespace

double Scale::at(double value) const {
  if (!usable(from_)) return to_.low / 2 + to_.high / 2;
  return to_.low + (value - from_.low) / from_.span() * (to_.high - to_.low);
}

std::optional<Interval> with_room(Interval usd) {
  constexpr double room = 1.06, least = 0.06;
  const double beside_zero = least * usd.span();
  const Interval wider{std::min(room * usd.low, -beside_zero), std::max(room * usd.high, beside_zero)};
  return usable(wider) ? std::optional{wider} : std::nullopt;
}

double nice_step(Interval interval, std::size_t at_most) {
  const double least = interval.span() / static_cast<double>(at_most);
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : std::array{1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= least * (1 - 1e-12)) return factor * power;
  }
  return 10 * power;
}

std::vector<double> nice_ticks(Interval interval, std::size_t at_most) {
  std::vector<double> ticks;
  if (!usable(interval) || at_most == 0) return ticks;
  const double step = nice_step(interval, at_most);
  const double first = std::ceil(interval.low / step - 1e-9);
  // Counted, not accumulated: sums of 0.1 drift off the round numbers.
  for (double n = 0; n <= static_cast<double>(at_most); ++n) {
    const double tick = (first + n) * step;
    if (tick > interval.high + 1e-9 * step) break;
    ticks.push_back(tick == 0 ? 0 : tick);  // no -0
  }
  return ticks;
}

}  // namespace gammafield::chart
