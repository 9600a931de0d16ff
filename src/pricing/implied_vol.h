#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "market/contract.h"

namespace gammafield::pricing {

/// Why a price has no implied volatility.
enum class VolFailure : std::uint8_t { below_intrinsic, above_max, no_time_value, bad_input };
[[nodiscard]] std::string_view to_string(VolFailure);

/// Total volatility v = sigma*sqrt(T) that gives the undiscounted Black price on forward F. Solved out of the money by
/// parity; relative error 1e-12 over the whole domain wherever the price carries that much (docs/methods.md 2.8).
/// `no_time_value`: time value below `smallest_time_value` (half a tick, undiscounted).
[[nodiscard]] base::Result<double, VolFailure> implied_total_vol(market::Right, double undiscounted_price, double F,
                                                                 double K, double smallest_time_value = 0);

}  // namespace gammafield::pricing
