#pragma once

#include "market/date.h"
#include "market/units.h"

namespace gammafield::ingest {

/// A price of an underlying, and the moment from which on it is known.
struct PricePoint {
  market::Instant at;
  market::Spot price;
};

}  // namespace gammafield::ingest
