#pragma once

#include "engine/analysis.h"

/// A snapshot looked at in another way, with nothing priced from quotes anew.
namespace gammafield::engine {

/// Between two snapshots: the analysis of the same quotes, volatilities, holdings and time left with the underlying at
/// another price, told at a later moment (sticky strike: forwards go with spot). What is measured of the quotes
/// themselves (data quality, bands) stays the snapshot's. `over_time` is left out.
[[nodiscard]] Analysis at_spot(const Analysis& snapshot, market::Spot, market::Instant at);

/// With another choice of expiries. `over_time` and bands are left out.
[[nodiscard]] Analysis of_expiries(const Analysis& snapshot, const exposure::ExpiryFilter&);

}  // namespace gammafield::engine
