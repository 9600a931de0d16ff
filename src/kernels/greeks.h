#pragma once

#include <span>

#include "kernels/leftover.h"

namespace gammafield::kernels {

/// European options on one underlying, a column a quantity, all of one length: strike, years, volatility, continuous
/// rate and carry, and +1 for a call, -1 for a put.
struct GreekInputs {
  double S = 0;
  std::span<const double> K, T, sigma, r, q, sign;
};

/// Black-Scholes price and derivatives of pricing/black_scholes.h, same names, signs and units. An empty column is not
/// wanted; the others are as long as the inputs. Asking for nothing but gamma, or nothing beyond charm, is cheaper.
struct GreekColumns {
  std::span<double> price, delta, gamma, vega, theta, vanna, charm;
  std::span<double> speed, zomma, colour, volga;
};

/// Fills the columns wanted. Within 1e-12 (gamma) and 1e-9 (others) of the exact value, relative to the larger of it
/// and 1e-6 of the largest of its column; a price keeps 2e-15/(sigma sqrt T) of its own time value, so it is never
/// negative. Returned are the options left to scalar code: any input that is not finite, S or K outside [1e-50, 1e50],
/// T outside [1e-12, 1e6], sigma sqrt T outside [1e-5, 50], (|r| + |q|) T above 100. `threads`: see pieces.h.
[[nodiscard]] Leftover greeks(const GreekInputs&, const GreekColumns&, std::size_t threads = 1);

}  // namespace gammafield::kernels
