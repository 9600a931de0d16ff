#pragma once

#include <span>

#include "kernels/leftover.h"

namespace gammafield::kernels {

/// European options by undiscounted price, a column a quantity, all of one length: forward, strike, price, +1 for a
/// call and -1 for a put, and the time value below which a price says nothing about volatility.
struct ImpliedVolInputs {
  std::span<const double> F, K, price, sign, smallest_time_value;
};

/// Total volatilities v = sigma sqrt(T) whose undiscounted Black prices are these; v is as long as the inputs.
/// Relative error 1e-13 + 1e-15/v beyond what the price's own rounding does to it. Returned are the options left to
/// scalar code, which also tells why a price has none: time value not above 0, below the smallest, or above 3/4 of the
/// largest there is; v outside [1e-3, 2.2], or a strike more than 10 v from the forward in logarithm; F or K outside
/// [1e-50, 1e50]; anything that is not finite. So what is done has a solution for certain. `threads`: see pieces.h.
[[nodiscard]] Leftover implied_total_vols(const ImpliedVolInputs&, std::span<double> v, std::size_t threads = 1);

}  // namespace gammafield::kernels
