#pragma once

#include <string>
#include <vector>

#include "chart/canvas.h"
#include "chart/frame.h"
#include "chart/label_layout.h"
#include "chart/level_marks.h"

namespace gammafield::chart {

/// What stands at one price: levels that share it share a label.
struct Label {
  std::vector<LevelMark> marks;  ///< by importance; the first gives the colour
};

/// Requires the order that level_marks() gives.
[[nodiscard]] std::vector<Label> labels_of(const std::vector<LevelMark>&);

/// The labels with their leaders, and below them the levels that are missing, in words.
void draw_labels(const Canvas&, const Frame&, const std::vector<LevelMark>&, const std::vector<std::string>& missing);

}  // namespace gammafield::chart
