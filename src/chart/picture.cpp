#include "chart/picture.h"

#include <fmt/format.h>

#include <algorithm>

#include "chart/text_width.h"

namespace gammafield::chart {

PictureSize size_of(const ChartStyle& style) {
  return {static_cast<double>(std::clamp(style.width, 960, 8192)),
          static_cast<double>(std::clamp(style.height, 600, 8192))};
}

std::vector<std::string> footer_lines(const std::vector<std::string>& paragraphs, Pixels width) {
  constexpr double closing_words = 290;
  std::vector<std::string> lines;
  for (const auto& paragraph : paragraphs) {
    for (auto& line : wrapped(paragraph, {footer_size}, width)) lines.push_back(std::move(line));
  }
  if (lines.empty() || text_width(lines.back(), {footer_size}) > width.value() - closing_words) lines.emplace_back();
  return lines;
}

void open_picture(SvgWriter& svg, PictureSize size, std::string_view title, std::string_view description) {
  const auto [width, height] = size;
  svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                   {"width", width},
                   {"height", height},
                   {"viewBox", fmt::format("0 0 {} {}", coordinate(width), coordinate(height))},
                   {"role", "img"},
                   {"aria-labelledby", "gammafield-title gammafield-desc"},
                   {"font-family", font_family}});
  svg.text_element("title", {{"id", "gammafield-title"}}, title);
  svg.text_element("desc", {{"id", "gammafield-desc"}}, description);
}

}  // namespace gammafield::chart
