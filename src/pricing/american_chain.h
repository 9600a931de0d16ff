#pragma once

#include "pricing/american_dividends.h"
#include "pricing/american_expiry.h"
#include "pricing/priced_chain.h"

/// Internal to pricing/: early exercise in a chain (docs/methods.md 2.11).
namespace gammafield::pricing {

/// Whether the contracts of this expiry are priced with early exercise.
[[nodiscard]] bool is_american(const market::Expiry&, ExerciseModel);

/// Whether finite differences price this American expiry: asked for, cash dividends before its end, or rates at which
/// exercise pays between two prices.
[[nodiscard]] bool needs_lattice(const PricedExpiry&, AmericanEngine);

/// Requires an expiry that is priced by finite differences.
[[nodiscard]] LatticeExpiry lattice_expiry(const PricedExpiry&, double spot);

/// The contracts of an expiry with so many years left, with the boundaries that pricing has solved if it had as many.
[[nodiscard]] AmericanExpiry american_expiry(const PricedExpiry&, double spot, double years);

/// Turns the European greeks of every option of an American expiry into American ones, at the volatility it has; on
/// up to `threads` threads.
void add_early_exercise(PricedChain&, std::size_t threads = 1);

}  // namespace gammafield::pricing
