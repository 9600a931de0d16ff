#pragma once

#include <cstdint>
#include <vector>

#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// What one expiry adds to the book; the same columns as a strike's.
struct ExpiryExposure {
  std::uint32_t expiry = 0;         ///< index into PricedChain::expiries
  market::UsdPerPercent call, put;  ///< gross, never negative
  market::UsdPerPercent net;        ///< signed by the positioning model
  market::Contracts call_open_interest, put_open_interest;
};

/// In the order of the chain's expiries (settlement, then root); those that have a holding.
[[nodiscard]] std::vector<ExpiryExposure> by_expiry(const Book&);

}  // namespace gammafield::exposure
