#pragma once

#include <span>
#include <vector>

#include "levels/no_level.h"
#include "market/chain.h"
#include "market/units.h"

/// The unweighted view: open interest by strike (docs/methods.md 1.4.9). Needs no volatility, so rows that could not be
/// priced count too.
namespace gammafield::levels {

struct StrikeOpenInterest {
  market::Strike strike;
  market::Contracts call, put;
  [[nodiscard]] market::Contracts total() const { return market::Contracts{call.value() + put.value()}; }
};

/// Every listed strike of the kept expiries, ascending; a contract without open interest counts as none.
/// `keep`: one bool for each expiry of the chain.
[[nodiscard]] std::vector<StrikeOpenInterest> open_interest_by_strike(const market::ChainSnapshot&,
                                                                      const std::vector<bool>& keep);

/// Largest call, put and total open interest at strikes with |K/S - 1| <= window; ties: nearest to spot, then the
/// larger total, then the lower strike. PIN is not max pain, and not the strike where most contracts expire worthless:
/// three quantities, often three strikes.
[[nodiscard]] Level<market::Strike> oi_call_wall(std::span<const StrikeOpenInterest>, market::Spot, double window);
[[nodiscard]] Level<market::Strike> oi_put_wall(std::span<const StrikeOpenInterest>, market::Spot, double window);
[[nodiscard]] Level<market::Strike> pin(std::span<const StrikeOpenInterest>, market::Spot, double window);

/// The settlement at which option holders get least:
///   pain(s) = sum_K [OI^c_K (s - K)^+ + OI^p_K (K - s)^+] * multiplier,  over listed strikes s
/// convex and piecewise linear; right slope sum_{K<=s} OI^c - sum_{K>s} OI^p (times the multiplier).
struct MaxPain {
  market::Strike strike;     ///< the minimiser nearest to spot
  market::Strike low, high;  ///< all minimisers lie from low to high
  market::Usd pain;          ///< what option holders would get there
};
/// Of one expiry's open interest (the caller chooses); O(n) by prefix sums.
[[nodiscard]] Level<MaxPain> max_pain(std::span<const StrikeOpenInterest>, market::Spot, market::Multiplier);
/// pain(s) at one settlement price, summed directly.
[[nodiscard]] market::Usd pain(std::span<const StrikeOpenInterest>, market::Spot settlement, market::Multiplier);
/// The listed strike at which most contracts, by count, expire worthless (at the money counts as worthless):
///   argmax_s sum_{K>=s} OI^c + sum_{K<=s} OI^p; ties as above.
[[nodiscard]] Level<market::Strike> max_worthless(std::span<const StrikeOpenInterest>, market::Spot);

}  // namespace gammafield::levels
