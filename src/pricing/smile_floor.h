#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "pricing/smile_arbitrage.h"
#include "pricing/smile_quote.h"

namespace gammafield::pricing {

/// Internal to pricing/: what total variance must not fall below: an earlier expiry's, at places that both quote.
/// Empty: no bound.
struct SmileFloor {
  std::vector<double> k, w;

  /// The curve stays above, but for a rounding of the earlier variance.
  template <class Curve>
  [[nodiscard]] bool holds(const Curve& curve) const {
    AscendingReader reader{curve};
    for (std::size_t i = 0; i < k.size(); ++i)
      if (!(reader.at(k[i]).w >= w[i] * (1 - calendar_tolerance))) return false;
    return true;
  }
};

/// `earlier` over the check places between `low` and `high`.
template <class Curve>
[[nodiscard]] SmileFloor floor_from(const Curve& earlier, double low, double high, double width) {
  SmileFloor floor;
  for (const double k : check_places(width, 4)) {
    if (k < low || k > high) continue;
    floor.k.push_back(k);
    floor.w.push_back(earlier.at(k).w);
  }
  return floor;
}

}  // namespace gammafield::pricing
