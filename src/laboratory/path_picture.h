#pragma once

#include <string>

#include "chart/chart.h"
#include "hedging/path.h"
#include "hedging/scenario.h"

namespace gammafield::laboratory {

/// One path as a picture, SVG 1.1 as chart/chart.h has it: price with and without dealers and the levels; dealers'
/// inventory; their trades; realised volatility against the one they mark by. The style's size is held between 720 x
/// 600 and 8192 x 8192. Requires a path of this scenario.
[[nodiscard]] std::string path_svg(const hedging::Scenario&, const hedging::Path&, const chart::ChartStyle&);

}  // namespace gammafield::laboratory
