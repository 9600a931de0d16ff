#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "pricing/smile_curve.h"

/// Internal to pricing/: whether a smile can be a market's without giving money away (docs/methods.md 2.9).
namespace gammafield::pricing {

/// Durrleman's g(k) = (1 - k w'/(2w))^2 - (w'^2/4)(1/w + 1/4) + w''/2. The implied density has its sign: below 0 a
/// butterfly costs less than nothing. -1 where w is not above 0.
[[nodiscard]] double durrleman(double k, const VarianceAt&);

/// The places of every check: 401 evenly on [-1.5, 1.5], and 401 on +-10 `width`, because a same-day expiry is narrower
/// than a step of the first. `width` is sqrt(w) at the money. `stride` takes every so many of each; it divides 400.
[[nodiscard]] std::vector<double> check_places(double width, std::size_t stride = 1);

inline constexpr double g_tolerance = 1e-9;         ///< rounding of g where it is 0
inline constexpr double calendar_tolerance = 1e-9;  ///< of w: two slices may touch

/// The smallest g over the places.
template <class Curve>
[[nodiscard]] double worst_butterfly(const Curve& curve, const std::vector<double>& places) {
  double worst = std::numeric_limits<double>::infinity();
  for (const double k : places) {
    const double g = durrleman(k, curve.at(k));
    worst = g < worst ? g : worst;
  }
  return worst;
}

template <class Curve>
[[nodiscard]] bool is_butterfly_free(const Curve& curve, const std::vector<double>& places) {
  AscendingReader reader{curve};
  return std::ranges::all_of(places, [&](double k) { return durrleman(k, reader.at(k)) >= -g_tolerance; });
}

}  // namespace gammafield::pricing
