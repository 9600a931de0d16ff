#include "chart/frame.h"

namespace gammafield::chart {
namespace {

constexpr double header = 106;       // title, subtitle and the panels' headings
constexpr double under_panels = 46;  // the dollar axis
constexpr double footer_margin = 14;
constexpr double price_gutter = 62;  // tick labels and the spot tag, left of the bars
constexpr double between = 20;       // the two panels
constexpr double label_gutter = 46;  // cluster brackets and leaders
constexpr double label_column = 286;
constexpr double bars_part = 0.58;  // of the panels' width: bars need more of it than the curve

}  // namespace

Frame frame_for(PictureSize size, std::size_t footer_lines) {
  Frame frame;
  frame.size = size;
  frame.footer_top = size.height - footer_margin - footer_line * static_cast<double>(footer_lines);
  const double bottom = frame.footer_top - under_panels;
  const double left = frame.margin + price_gutter, right = size.width - frame.margin;
  const double panels = right - label_column - label_gutter - left - between;
  const double middle = left + bars_part * panels;
  frame.bars = {left, header, middle, bottom};
  frame.profile = {middle + between, header, left + panels + between, bottom};
  frame.labels = {right - label_column, header - 8, right, bottom + under_panels - 12};
  return frame;
}

}  // namespace gammafield::chart
