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

/// Ascending by strike. `keep`: one bool for each expiry of the chain.
[[nodiscard]] std::vector<StrikeOpenInterest> open_interest_by_strike(const market::ChainSnapshot&, const std::vector<bool>& keep);

/// Largest call, put and total open interest within spot * (1 +- window); ties: nearest to spot, then the lower strike.
[[nodiscard]] Level<market::Strike> oi_call_wall(std::span<const StrikeOpenInterest>, market::Spot, double window);
[[nodiscard]] Level<market::Strike> oi_put_wall(std::span<const StrikeOpenInterest>, market::Spot, double window);
[[nodiscard]] Level<market::Strike> pin(std::span<const StrikeOpenInterest>, market::Spot, double window);

struct MaxPain {
  market::Strike strike;     ///< the minimiser nearest to spot
  market::Strike low, high;  ///< all minimisers lie from low to high
  market::Usd pain;          ///< what option holders would get there
};
/// Of one expiry's open interest (the caller chooses); O(n) by prefix sums.
[[nodiscard]] Level<MaxPain> max_pain(std::span<const StrikeOpenInterest>, market::Spot, market::Multiplier);
/// The settlement at which most contracts, by count, expire worthless.
[[nodiscard]] Level<market::Strike> max_worthless(std::span<const StrikeOpenInterest>, market::Spot);

}  // namespace gammafield::levels
