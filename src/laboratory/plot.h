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
namespace gammafield::laboratory {

struct Plot {
  chart::SvgWriter& svg;
  const chart::Palette& palette;
  chart::Rect area;
  chart::Scale x, y;
  [[nodiscard]] chart::Point at(chart::Point value) const { return {x.at(value.x), y.at(value.y)}; }
};

/// The plot with these values on its axes.
[[nodiscard]] Plot plot_of(chart::SvgWriter&, const chart::Palette&, const chart::Rect&, chart::Interval x,
                           chart::Interval y);

/// How a line looks: never by its colour alone.
struct LineLook {
  std::string_view colour;
  double width = 1.6;
  std::string_view dashes = "";  ///< empty: solid
};
[[nodiscard]] chart::Attributes stroke(const LineLook&);

/// A value in words, with its unit.
using ValueText = std::function<std::string(double)>;

/// The panel's ground with its caption above; lines and labels of the value axis, a strong line at `zero`.
void draw_ground(const Plot&, std::string_view caption, const ValueText&);

/// The line through the points, ascending by x, in the values of the axes; those that are not finite are left out.
/// `part` names it in the SVG (`data-part`).
void draw_line(const Plot&, std::span<const chart::Point>, const LineLook&, std::string_view part);

/// Values that hold all of them, and zero where asked for, with room at both ends. An interval of one value is widened.
[[nodiscard]] chart::Interval holding(std::span<const double>, bool with_zero);

}  // namespace gammafield::laboratory
