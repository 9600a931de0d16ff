#pragma once

#include <span>

#include "market/chain.h"
#include "pricing/forward.h"
#include "pricing/parity_spot.h"
#include "pricing/priced_chain.h"
#include "pricing/time_left.h"

namespace gammafield::pricing {

/// Internal to pricing/: what the user should know about the prices of a chain.
[[nodiscard]] market::DataFlag spot_from_parity_flag(const ParitySpot&);
[[nodiscard]] market::DataFlag spot_from_vendor_deltas_flag(double spot);

/// Adds to PricedChain::flags, as they apply:
///   spot_disagrees_with_parity: the quotes imply a spot more than 0.25 % from the file's (other time, stale, or a
///   dividend); forwards_from_spot: live expiries without usable quotes whose forward was taken as spot; expiring: less
///   than a minute is left and was counted as one; am_gap: contracts that settle at the next opening print and no
///   longer trade.
void flag_chain(PricedChain&, std::span<const TimeLeft>, std::span<const ForwardFit>);

}  // namespace gammafield::pricing
