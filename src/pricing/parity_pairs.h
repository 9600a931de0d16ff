#pragma once

#include <optional>
#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/forward.h"
#include "pricing/priced_chain.h"
#include "pricing/strike_ladder.h"

namespace gammafield::pricing {

/// Internal to pricing/: strikes with a usable call and a usable put; ascending.
[[nodiscard]] std::vector<ParityPair> parity_pairs(const market::ChainSnapshot&, std::span<const Rung>,
                                                   const std::vector<QuoteFlags>&);

/// Where C - P changes sign: K + (C - P) at the strike where it is smallest. Good to the discounting of one strike
/// step.
[[nodiscard]] std::optional<double> crude_forward(std::span<const ParityPair>);

/// The pairs within min(10 %, 3 sigma sqrt(T)) of the centre (docs/methods.md 2.5), sigma sqrt(T) from the straddle;
/// within 10 % where fewer than five lie in the narrower window.
[[nodiscard]] std::vector<ParityPair> near_the_money(const std::vector<ParityPair>&, double centre);
/// The pairs within 50 % of the centre: a volatility index moves by tens of percent, and its strikes are few.
[[nodiscard]] std::vector<ParityPair> widely_around(const std::vector<ParityPair>&, double centre);

}  // namespace gammafield::pricing
