#pragma once

#include <chrono>
#include <optional>

#include "pricing/priced_chain.h"

namespace gammafield::pricing {

/// What is changed; rates, carry and everything else stay frozen.
struct Shift {
  std::chrono::seconds elapsed{0};  ///< >= 0, after the chain's as_of
  double vol = 0;                   ///< added to every volatility, a year; at least `smallest_shifted_vol` is left
  std::optional<market::Spot> spot =
      {};  ///< instead of the chain's; forwards go with it, contracts keep their volatility
};
inline constexpr double smallest_shifted_vol = 0.005;

/// The chain as it would be priced then, by the same clock: greeks at the new time, spot and volatility. Options of
/// expiries that have settled by then are gone; where less than a minute is left it counts as one, as in time_left. The
/// chain's as_of stays what it was.
[[nodiscard]] PricedChain shifted(const PricedChain&, const Shift&);

}  // namespace gammafield::pricing
