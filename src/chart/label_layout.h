#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "chart/geometry.h"

namespace gammafield::chart {

/// A label before it has its place: where its line is, and how tall it is, in pixels.
struct WantedLabel {
  double line_y = 0;
  double height = 0;
  int importance = 0;  ///< the lowest goes first when there is no room for all
};

struct PlacedLabel {
  std::size_t index = 0;  ///< into the wanted ones
  double middle = 0;
};

/// Places for the labels inside [low, high], in the order of their lines, none over another, the squares of their
/// distances from their lines as small as that allows. When they do not all fit, the least important (of equals: the
/// later) are left out.
[[nodiscard]] std::vector<PlacedLabel> placed_labels(std::span<const WantedLabel>, Interval column);

}  // namespace gammafield::chart
