#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chart/canvas.h"
#include "chart/geometry.h"
#include "chart/scale.h"
#include "chart/svg_writer.h"
#include "chart/theme.h"

/// One panel with a value on each axis, and what is drawn in it.
namespace gammafield::chart {

struct Plot {
  SvgWriter& svg;
  const Palette& palette;
  Rect area;
  Scale x, y;
  [[nodiscard]] Point at(Point value) const { return {x.at(value.x), y.at(value.y)}; }
};

/// The plot with these values on its axes.
[[nodiscard]] Plot plot_of(SvgWriter&, const Palette&, const Rect&, Interval x, Interval y);

/// How a line looks: never by its colour alone.
struct LineLook {
  std::string_view colour;
  double width = 1.6;
  std::string_view dashes = "";  ///< empty: solid
};
[[nodiscard]] Attributes stroke(const LineLook&);

/// A value in words, with its unit.
using ValueText = std::function<std::string(double)>;

/// The panel's ground with its caption above; lines and labels of the value axis, a strong line at `zero`.
void draw_ground(const Plot&, std::string_view caption, const ValueText&);

/// The line through the points, ascending by x, in the values of the axes; those that are not finite are left out.
/// `part` names it in the SVG (`data-part`).
void draw_line(const Plot&, std::span<const Point>, const LineLook&, std::string_view part);

/// Values that hold all of them, and zero where asked for, with room at both ends. An interval of one value is widened.
[[nodiscard]] Interval holding(std::span<const double>, bool with_zero);

}  // namespace gammafield::chart
