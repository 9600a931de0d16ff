#pragma once

#include "base/strong.h"

/// Shapes on the picture. Pixels grow to the right and downwards, as in SVG.
namespace gammafield::chart {

using Pixels = base::Strong<struct PixelsTag>;  ///< a length on the picture

/// Of prices, dollars or pixels; what it is of, its owner says.
struct Interval {
  double low = 0, high = 1;
  [[nodiscard]] constexpr double span() const { return high - low; }
  [[nodiscard]] constexpr bool contains(double value) const { return low <= value && value <= high; }
};

struct Point {
  double x = 0, y = 0;
};

struct Circle {
  Point middle;
  double radius = 0;
};

struct Rect {
  double left = 0, top = 0, right = 0, bottom = 0;
  [[nodiscard]] constexpr double width() const { return right - left; }
  [[nodiscard]] constexpr double height() const { return bottom - top; }
  [[nodiscard]] constexpr Point middle() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

}  // namespace gammafield::chart
