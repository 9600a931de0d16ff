#pragma once

#include "bands/bands.h"
#include "chart/canvas.h"

namespace gammafield::chart {

/// Chances of the strikes to be the call wall, to the right, and the put wall, to the left.
void draw_odds(const Canvas&, const Rect& panel, const bands::Bands&);

}  // namespace gammafield::chart
