#pragma once

#include <cstddef>

#include "chart/geometry.h"

namespace gammafield::chart {

struct PictureSize {
  double width = 1280, height = 900;
};

/// Where everything is, in pixels.
struct Frame {
  PictureSize size;
  double margin = 24;  ///< left and right of everything
  Rect bars, profile;  ///< the panels: same top and bottom
  Rect labels;         ///< the column right of them
  double footer_top = 0;
};

[[nodiscard]] Frame frame_for(PictureSize, std::size_t footer_lines);

inline constexpr double cluster_room = 16;   ///< pixels right of the profile that the clusters' brackets take
inline constexpr double footer_line = 14.5;  ///< pixels from one line of the footer to the next
inline constexpr double footer_size = 10.5;  ///< pixels of its font

}  // namespace gammafield::chart
