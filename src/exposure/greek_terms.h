#pragma once

#include "exposure/totals.h"
#include "market/units.h"
#include "pricing/black_scholes.h"

namespace gammafield::exposure {

/// What a contract adds to every total but gamma's four, in the units of docs/methods.md section 3. Linear in shares
/// times greeks: of the sum of these over a book, with one share, it is the book's.
[[nodiscard]] Totals greek_terms(const pricing::Greeks&, market::Shares, market::Spot);

}  // namespace gammafield::exposure
