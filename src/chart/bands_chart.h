#pragma once

#include <string>

#include "chart/chart.h"
#include "engine/analysis.h"

namespace gammafield::chart {

/// The picture of levels under uncertain positioning (docs/methods.md 4.2): each strike's chance to be a wall, and the
/// profile's fan of quantiles over spot with the flip's band on its zero line. A level is drawn solid where the draws
/// agree on it, else dashed. SVG as `svg` makes it; a report without bands gives the reason in words.
[[nodiscard]] std::string bands_svg(const engine::Report&, const ChartStyle&);

}  // namespace gammafield::chart
