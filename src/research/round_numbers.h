#pragma once

#include <cmath>

namespace gammafield::research {

/// Between the numbers that traders call round at this price: 50 of an index, 5 of a fund, 1 of a small share.
[[nodiscard]] inline double round_step(double price) { return price >= 1000 ? 50 : price >= 50 ? 5 : 1; }

/// Never 0. Requires price > 0.
[[nodiscard]] inline double nearest_round_number(double price) {
  const double step = round_step(price);
  return std::fmax(step, std::round(price / step) * step);
}

}  // namespace gammafield::research
