#pragma once

#include "pricing/american_dividends.h"
#include "pricing/american_expiry.h"
#include "pricing/priced_chain.h"

/// Internal to pricing/: early exercise in a chain (docs/methods.md 2.11).
namespace gammafield::pricing {

/// Whether the contracts of this expiry are priced with early exercise.
[[nodiscard]] bool is_american(const market::Expiry&, ExerciseModel);

/// The terms of an expiry with cash dividends.
[[nodiscard]] DividendExpiry dividend_expiry(const PricedExpiry&, double spot);

/// Turns the European greeks of every option of an American expiry into American ones, at the volatility it has.
void add_early_exercise(PricedChain&);

}  // namespace gammafield::pricing
