#include "laboratory/side_labels.h"

#include <algorithm>

#include <fmt/format.h>

#include "chart/label_layout.h"
#include "chart/number_text.h"
#include "chart/text_width.h"

namespace gammafield::laboratory {
namespace {

using chart::Pixels;

constexpr chart::Font name_font{11, true}, detail_font{10.5};
constexpr double line_height = 14, air = 3, sample = 16, indent = 22;  // pixels

double height_of(const SideLabel& label) { return label.detail.empty() ? line_height + air : 2 * line_height + air; }

void draw_label(const chart::Plot& plot, const chart::Rect& column, const SideLabel& label, double middle) {
  const double top = middle - height_of(label) / 2, left = column.left + indent;
  const Pixels room{column.right - left};
  plot.svg.open("g", {{"data-label", label.name}, {"data-top", top}, {"data-bottom", top + height_of(label)}});
  plot.svg.line({column.left, top + 8}, {column.left + sample, top + 8}, chart::stroke(label.look));
  chart::write_text(plot.svg, {left, top + 12}, chart::fitted(label.name, name_font, room), name_font,
                    label.look.colour);
  if (!label.detail.empty()) {
    chart::write_text(plot.svg, {left, top + 12 + line_height}, chart::fitted(label.detail, detail_font, room),
                      detail_font, plot.palette.ink);
  }
  plot.svg.close();
}

}  // namespace

void draw_side_labels(const chart::Plot& plot, const chart::Rect& column, const std::vector<SideLabel>& labels) {
  std::vector<chart::WantedLabel> wanted;
  for (const auto& label : labels) wanted.push_back({label.y, height_of(label), label.importance});
  for (const auto& [index, middle] : chart::placed_labels(wanted, {column.top, column.bottom})) {
    draw_label(plot, column, labels[index], middle);
  }
}

std::vector<SideLabel> draw_price_lines(const chart::Plot& plot, double right, const std::vector<PriceLine>& lines) {
  std::vector<SideLabel> labels;
  for (const auto& line : lines) {
    const auto [low, high] = plot.y.from();
    const bool above = line.price > high, below = line.price < low;
    const double y = plot.y.at(std::clamp(line.price, low, high));
    const auto price = chart::price_text(market::Spot{line.price});
    const std::string_view arrow = above ? "▲ " : below ? "▼ " : "";
    const bool named_by_price = line.name == fmt::format("{:g}", line.price);
    labels.push_back({.y = y,
                      .name = fmt::format("{}{}{}", arrow, named_by_price ? "" : line.name + " ", price),
                      .detail = line.detail,
                      .look = line.look,
                      .importance = 1});
    if (above || below) continue;
    auto attributes = chart::stroke(line.look);
    attributes.emplace_back("data-level", line.kind);
    attributes.emplace_back("data-price", fmt::format("{}", line.price));
    plot.svg.line({plot.area.left, y}, {right, y}, attributes);
  }
  return labels;
}

chart::Interval with_near(chart::Interval spots, const std::vector<PriceLine>& lines) {
  constexpr double worth = 0.5, room = 0.03;  // parts of the span
  auto seen = spots;
  for (const auto& line : lines) {
    const double margin = room * spots.span();
    if (line.price < spots.low - worth * spots.span() || line.price > spots.high + worth * spots.span()) continue;
    seen = {std::min(seen.low, line.price - margin), std::max(seen.high, line.price + margin)};
  }
  return seen;
}

}  // namespace gammafield::laboratory
