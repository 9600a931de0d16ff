#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/canvas.h"
#include "chart/frame.h"
#include "engine/analysis.h"

namespace gammafield::chart {

/// A number of the header with its caption above it.
struct Figure {
  std::string caption, text;
  std::string_view colour;
};

/// Symbol and `what` it is a picture of, spot and times on the left; the figures on the right.
void draw_heading(const Canvas&, const Frame&, const engine::Report&, std::string_view what,
                  const std::vector<Figure>&);

/// Symbol, spot and times on the left; net and gross exposure and the regime on the right.
void draw_header(const Canvas&, const Frame&, const engine::Report&);

/// The price labels left of the bars and spot's tag among them.
void draw_price_axis(const Canvas&, const Frame&, const std::vector<double>& ticks, market::Spot);

void draw_footer(const Canvas&, const Frame&, const std::vector<std::string>& lines);

}  // namespace gammafield::chart
