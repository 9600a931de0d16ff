#pragma once

#include <cstddef>
#include <string_view>

#include "chart/svg_writer.h"

namespace gammafield::studies {

/// How a mark looks.
struct MarkLook {
  std::size_t shape = 0;  ///< eight that are told apart without colour; then they begin again
  bool filled = true;
  std::string_view colour, ground;  ///< of its line, and inside of a hollow one
};
void draw_mark(chart::SvgWriter&, chart::Point middle, const MarkLook&);

}  // namespace gammafield::studies
