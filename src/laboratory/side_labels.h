#pragma once

#include <string>
#include <vector>

#include "chart/plot.h"

namespace gammafield::laboratory {

/// What stands right of a plot for one of its lines.
struct SideLabel {
  double y = 0;  ///< pixels: where the line is
  std::string name;
  std::string detail = {};  ///< on a second line; may be empty
  chart::LineLook look;
  int importance = 0;  ///< the lowest goes first when there is no room for all
};

/// The labels beside their lines, each with a piece of its line, none over another.
void draw_side_labels(const chart::Plot&, const chart::Rect& column, const std::vector<SideLabel>&);

/// A line across the plot, and across what lies right of it up to `right`.
struct PriceLine {
  std::string name;
  double price = 0;
  std::string detail = {};
  chart::LineLook look;
  std::string_view kind = "level";  ///< in the SVG
};

/// The lines that the plot shows; and labels of all, with an arrow those that it does not.
[[nodiscard]] std::vector<SideLabel> draw_price_lines(const chart::Plot&, double right, const std::vector<PriceLine>&);

/// `spots`, widened to the lines that lie no further from them than is worth the room.
[[nodiscard]] chart::Interval with_near(chart::Interval spots, const std::vector<PriceLine>&);

}  // namespace gammafield::laboratory
