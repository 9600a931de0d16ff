#pragma once

#include <string>

#include "chart/chart.h"
#include "hedging/monte_carlo.h"
#include "hedging/scenario.h"

namespace gammafield::laboratory {

/// Many paths as a picture, SVG 1.1 as chart/chart.h has it: the fan of prices with dealers over the one without; where
/// dealers bought and sold; what hedging changed, with 95 % intervals; where the dealers' money came from. The style's
/// size is held between 720 x 600 and 8192 x 8192; a narrow picture is 880 pixels high at least. Requires an outcome of
/// this scenario.
[[nodiscard]] std::string outcome_svg(const hedging::Scenario&, const hedging::Outcome&, const chart::ChartStyle&);

}  // namespace gammafield::laboratory
