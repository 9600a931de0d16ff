#pragma once

#include <optional>
#include <span>
#include <vector>

#include "kernels/american_nodes.h"
#include "pricing/forward.h"

namespace gammafield::pricing {

/// Internal to pricing/: calls and puts of an American expiry, each quote less what early exercise adds to it at the
/// volatility of the out-of-the-money side and the rates of the forward: parity holds for the rest
/// (docs/methods.md 2.11). Pairs are left out in which a side is worth exercising now, or no volatility is found: they
/// say nothing about the forward.
[[nodiscard]] std::vector<ParityPair> european_pairs(std::span<const ParityPair>, double spot, double years,
                                                     const ForwardFit&,
                                                     std::optional<kernels::AmericanAccuracy> = std::nullopt);

}  // namespace gammafield::pricing
