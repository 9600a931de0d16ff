#pragma once

#include <cmath>
#include <vector>

#include "exposure/book.h"
#include "exposure/power_of_two.h"

namespace gammafield::exposure {

/// Inside of RepricedBook: one option over spot, or the call and the put of one expiry, strike and volatility.
///   net GEX at s = net_peak * exp(-z^2/2)
/// Places are x = ln(s/S), S the book's spot, so that differences keep their digits. v = sigma*sqrt(T).
struct Bump {
  double center = 0;         ///< x of the peak
  double inverse_width = 0;  ///< 1/v
  double scale = 0;          ///< sqrt(log2(e)/2) / v
  double net_peak = 0;       ///< $ a 1 %, dealer's side
  double gross_peak = 0;
  double strike = 0;        ///< x of the strike
  double delta_shares = 0;  ///< dealer shares * e^(-qT): what the N(d1) of delta is counted in

  [[nodiscard]] double width() const { return 1 / inverse_width; }
  [[nodiscard]] double z(double x) const { return (x - center) * inverse_width; }  ///< d2
  [[nodiscard]] double d1(double x) const { return z(x) + width(); }
  /// exp(-z^2/2) as a power of two: the exponent, and the value, which is 0 once it is no normal number any more.
  [[nodiscard]] double exponent(double x) const {
    const double y = (x - center) * scale;
    return -(y * y);
  }
  [[nodiscard]] double shape(double x) const {
    const double e = exponent(x);
    return e >= smallest_power ? power_of_two(e) : 0;
  }
};

/// In the book's order, which sorts by expiry and strike, so that a call and its put are neighbours.
[[nodiscard]] std::vector<Bump> bumps_of(const Book&);

}  // namespace gammafield::exposure
