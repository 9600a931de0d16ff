#pragma once

#include <string_view>
#include <vector>

#include "chart/canvas.h"
#include "chart/frame.h"
#include "chart/level_marks.h"

namespace gammafield::chart {

[[nodiscard]] std::string_view colour_of(LevelKind, const Palette&);

/// The battle zone as a band, then a line through both panels for each level in view. Drawn under the bars and the
/// curve.
void draw_level_lines(const Canvas&, const Frame&, const engine::Report&, const std::vector<LevelMark>&);

/// The whisker of the expected move beside the price axis, and a bracket for each cluster right of the profile.
void draw_ranges(const Canvas&, const Frame&, const engine::Report&);

}  // namespace gammafield::chart
