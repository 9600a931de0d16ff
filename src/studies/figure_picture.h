#pragma once

#include <string>

#include "chart/geometry.h"
#include "studies/result.h"

namespace gammafield::studies {

/// A figure's curves with their intervals, references dashed; each curve with its own mark and dashes, named above.
/// Where every value is a share of one (a reliability diagram) the panel is square and shows all of both axes; curves
/// named `drawdown` have a panel of their own below, on the same x. SVG for the page: colours are its variables.
[[nodiscard]] std::string figure_svg(const Figure&, chart::Pixels width);

}  // namespace gammafield::studies
