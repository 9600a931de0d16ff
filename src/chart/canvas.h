#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "chart/scale.h"
#include "chart/svg_writer.h"
#include "chart/text_width.h"
#include "chart/theme.h"

namespace gammafield::chart {

/// What every part of the picture draws with.
struct Canvas {
  SvgWriter& svg;
  const Palette& palette;
  PriceAxis prices;
};

enum class Anchor { start, middle, end };

/// One line of text with its baseline at the point.
void write_text(SvgWriter&, Point, std::string_view text, Font, std::string_view colour, Anchor = Anchor::start);

/// How a panel reads from left to right.
struct PanelWords {
  std::string_view left, right;  ///< which side of zero is which
  std::string_view caption;      ///< what is measured
  bool unsigned_sides = false;   ///< the left is an amount of puts and not a negative number
};

/// The ground of a panel: grid, dollar axis, headings. Without dollars there is nothing to measure, and only the price
/// grid is drawn.
void draw_ground(const Canvas&, const Rect& panel, const std::vector<double>& price_ticks,
                 const std::optional<Interval>& usd, const PanelWords&);

/// A sentence in the middle of a panel that has nothing to show.
void draw_message(const Canvas&, const Rect& panel, std::string_view sentence);

}  // namespace gammafield::chart
