#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "pricing/implied_vol_coefficients.h"

/// Internal to pricing/: the tail functions from which every normal probability here is made.
namespace gammafield::pricing {

inline constexpr double inverse_sqrt_2pi = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
inline constexpr double inverse_sqrt_2 = 1 / std::numbers::sqrt2;

/// c[0] + c[1] x + ... by Horner.
template <std::size_t n>
[[nodiscard]] constexpr double polynomial(const std::array<double, n>& c, double x) {
  double sum = c[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

/// exp(-x^2/2) to full relative accuracy far into the tail: the rounding of x^2 is put back.
[[nodiscard]] inline double half_square_exp(double x) {
  const double square = x * x;
  if (square > 1500) return 0;  // below the smallest double
  return std::exp(-0.5 * square) * (1 - 0.5 * std::fma(x, x, -square));
}

/// exp(z^2) erfc(z), z >= 0, to a few units of the last place; 1/(z sqrt(pi)) far out, never 0.
[[nodiscard]] inline double scaled_erfc_positive(double z) {
  if (z > 1e20) return std::numbers::inv_sqrtpi / z;  // the polynomials would overflow
  return polynomial(coefficients::scaled_erfc_numerator, z) / polynomial(coefficients::scaled_erfc_denominator, z);
}

/// The same for any z above -26 (below, it overflows).
[[nodiscard]] inline double scaled_erfc(double z) {
  return z >= 0 ? scaled_erfc_positive(z) : 2 * std::exp(z * z) - scaled_erfc_positive(-z);
}

/// N(-|x|), given exp(-x^2/2).
[[nodiscard]] inline double normal_tail(double x, double half_square) {
  return 0.5 * half_square * scaled_erfc_positive(std::abs(x) * inverse_sqrt_2);
}

}  // namespace gammafield::pricing
