#pragma once

#include <optional>
#include <span>

#include "market/chain.h"
#include "pricing/forward.h"
#include "pricing/strike_ladder.h"
#include "pricing/time_left.h"

namespace gammafield::pricing {

/// Internal to pricing/: the forward that a vendor's own volatilities and deltas betray, for pages without quotes.
/// e^{-qT} is the median of delta_call - delta_put; each delta between 0.1 and 0.9 gives d1 and so
///   F = K exp(d1 sigma sqrt(T) - sigma^2 T / 2),
/// of which the median is taken (an error of the vendor's clock is odd in d1 and falls out); D = e^{-qT} S / F, which
/// must be a believable discount. None with fewer than five strikes, or where their middle half spreads over more than
/// 1 % of F.
[[nodiscard]] std::optional<ForwardFit> forward_from_vendor_deltas(const market::ChainSnapshot&, std::span<const Rung>,
                                                                   double spot, double years);

/// The spot that deltas imply: the median of such forwards over the four nearest expiries that have one within 90 days
/// (carry over them is taken as nil). None without any.
[[nodiscard]] std::optional<double> spot_from_vendor_deltas(const market::ChainSnapshot&, const StrikeLadder&,
                                                            std::span<const TimeLeft>);

}  // namespace gammafield::pricing
