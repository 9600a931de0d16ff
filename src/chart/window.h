#pragma once

#include "chart/geometry.h"
#include "engine/analysis.h"

namespace gammafield::chart {

/// The prices the picture shows: several expected moves around spot and the strikes that hold the middle two thirds of
/// gross exposure, widened to the named walls, the flip and the battle zone; each only as long as what lies near spot
/// can still be read. The far wings are left out. low < high, both finite, above zero when spot is.
[[nodiscard]] Interval visible_prices(const engine::Report&);

}  // namespace gammafield::chart
