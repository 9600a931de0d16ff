#pragma once

#include <span>
#include <vector>

#include "pricing/implied_vol.h"

namespace gammafield::pricing {

/// One question to implied_total_vol.
struct VolQuote {
  market::Right right = market::Right::call;
  double undiscounted_price = 0, F = 0, K = 0;
  double smallest_time_value = 0;
};

/// implied_total_vol of every quote, by vector code: the same reasons, and volatilities within 1e-12 of its, relative,
/// beyond the price's own rounding. A quote's answer does not depend on the others.
[[nodiscard]] std::vector<base::Result<double, VolFailure>> implied_total_vols(std::span<const VolQuote>);

}  // namespace gammafield::pricing
