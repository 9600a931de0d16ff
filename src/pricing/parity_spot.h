#pragma once

#include <optional>
#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/chain_forwards.h"

namespace gammafield::pricing {

/// Internal to pricing/: the spot that puts and calls imply, ln F carried back to T = 0 along its own slope over the
/// nearest expiries (at most eight, of at most 90 days where there are two such).
struct ParitySpot {
  double spot = 0;           ///< the middle of what the expiries say
  double low = 0, high = 0;  ///< the lowest and the highest of them
  std::size_t expiries = 0;
  bool carry_known = false;  ///< false: one expiry only, its forward was taken as spot
  double nearest_years = 0;  ///< of the nearest of the expiries
};

/// From forwards already found; only those that come from quotes. None without any.
[[nodiscard]] std::optional<ParitySpot> parity_spot(std::span<const ForwardFit>, std::span<const TimeLeft>);

/// A first number for a chain without spot: where C - P changes sign in the nearest expiry that has five pairs.
[[nodiscard]] std::optional<double> crude_spot(const market::ChainSnapshot&, const StrikeLadder&,
                                               const std::vector<QuoteFlags>&, std::span<const TimeLeft>);

}  // namespace gammafield::pricing
