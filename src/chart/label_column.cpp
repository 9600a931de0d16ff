#include "chart/label_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart/level_lines.h"

namespace gammafield::chart {
namespace {

constexpr double name_height = 20, detail_height = 14, air = 3;  // pixels
constexpr Font name_font{12.5, true}, minor_font{11.5, false}, detail_font{10.5, false};
constexpr double indent = 10;  // of the text, right of the coloured bar

bool major(LevelKind kind) { return kind <= LevelKind::put_wall; }

/// Above or below what is shown: named at the edge, with an arrow for the line that cannot be drawn.
std::string_view arrow(const PriceAxis& prices, market::Spot price) {
  if (prices.shows(price)) return "";
  return price.value() > prices.prices().high ? "▲ " : "▼ ";
}

double line_y(const PriceAxis& prices, market::Spot price) {
  const auto [low, high] = prices.prices();
  return prices.y(market::Spot{std::clamp(price.value(), low, high)});
}

/// The texts of a label, set: its name with what fits beside it, and the lines under it.
struct SetLabel {
  Font font;
  std::string value, name;
  std::vector<std::string> details;
  [[nodiscard]] double height() const {
    return details.empty() ? name_height : name_height + air + detail_height * static_cast<double>(details.size());
  }
};

std::string joined(std::string before, const std::string& next) {
  if (before.empty() || next.empty()) return before + next;
  return std::move(before) + " · " + next;
}

/// The names stand beside each other where they fit, else the first alone and the others under its detail. A minor
/// level keeps to one line where its detail fits beside its name.
SetLabel set_label(const Label& label, const PriceAxis& prices, double column) {
  const auto& first = label.marks.front();
  SetLabel set{major(first.kind) ? name_font : minor_font,
               fmt::format("{}{}", arrow(prices, first.price), first.value),
               first.name,
               {}};
  const double room = column - indent - text_width(set.value, set.font) - 10;
  const auto fits = [&](const std::string& text) { return text_width(text, set.font) <= room; };
  std::string others, detail;
  for (const auto& mark : label.marks) {
    if (&mark != &first) others = joined(std::move(others), mark.name);
    detail = joined(std::move(detail), mark.detail);
  }
  if (const auto names = joined(first.name, others); fits(names)) {
    set.name = names;
  } else {
    detail = joined(std::move(detail), "also " + others);
  }
  if (const auto one_line = set.name + " " + detail; !major(first.kind) && fits(one_line)) {
    set.name = one_line;
  } else {
    set.details = wrapped(detail, detail_font, Pixels{column - indent});
  }
  set.name = fitted(set.name, set.font, Pixels{room});
  return set;
}

void draw_leader(const Canvas& canvas, const Frame& frame, double from_y, double to_y, std::string_view colour) {
  const double start = frame.profile.right + cluster_room, end = frame.labels.left - 3;
  const double bend = start + 8;
  canvas.svg.element("path", {{"d", path_through({{start, from_y}, {bend, from_y}, {end - 5, to_y}, {end, to_y}})},
                              {"fill", "none"},
                              {"stroke", colour},
                              {"stroke-width", 1},
                              {"stroke-opacity", "0.75"}});
}

void draw_label(const Canvas& canvas, const Frame& frame, const Label& label, double middle) {
  const auto& first = label.marks.front();
  const auto colour = colour_of(first.kind, canvas.palette);
  const auto& column = frame.labels;
  const auto set = set_label(label, canvas.prices, column.width());
  const double top = middle - set.height() / 2, bottom = top + set.height();
  canvas.svg.open("g", {{"data-label", to_string(first.kind)}, {"data-top", top}, {"data-bottom", bottom}});
  if (canvas.prices.shows(first.price)) draw_leader(canvas, frame, canvas.prices.y(first.price), middle, colour);
  canvas.svg.rect({column.left, top + 2.5, column.left + 3, bottom - 2.5}, {{"fill", colour}, {"rx", 1.5}});
  write_text(canvas.svg, {column.left + indent, top + 14.5}, set.name, set.font, colour);
  write_text(canvas.svg, {column.right, top + 14.5}, set.value, set.font, canvas.palette.ink, Anchor::end);
  double y = top + 16;
  for (const auto& line : set.details) {
    write_text(canvas.svg, {column.left + indent, y += detail_height}, line, detail_font, canvas.palette.muted);
  }
  canvas.svg.close();
}

/// Writes the sentences upwards from the column's foot; what is left above them is for the labels.
double draw_missing(const Canvas& canvas, const Rect& column, const std::vector<std::string>& missing) {
  std::vector<std::string> lines;
  for (const auto& sentence : missing) {
    for (auto& line : wrapped(sentence, detail_font, Pixels{column.width() - indent})) lines.push_back(std::move(line));
  }
  if (lines.empty()) return column.bottom;
  constexpr double step = 14.5;
  const double top = column.bottom - step * static_cast<double>(lines.size()) - 4;
  canvas.svg.open("g", {{"data-part", "missing"}});
  canvas.svg.rect({column.left, top, column.left + 3, column.bottom}, {{"fill", canvas.palette.axis}, {"rx", 1.5}});
  double y = top + 12.5;
  for (const auto& line : lines) {
    write_text(canvas.svg, {column.left + indent, y}, line, detail_font, canvas.palette.ink);
    y += step;
  }
  canvas.svg.close();
  return top - 8;
}

}  // namespace

std::vector<Label> labels_of(const std::vector<LevelMark>& marks) {
  std::vector<Label> labels;
  for (const auto& mark : marks) {
    const bool same = !labels.empty() && mark.kind != LevelKind::cluster &&
                      labels.back().marks.front().kind != LevelKind::cluster &&
                      labels.back().marks.front().price == mark.price;
    if (same) {
      labels.back().marks.push_back(mark);
    } else {
      labels.push_back({{mark}});
    }
  }
  return labels;
}

void draw_labels(const Canvas& canvas, const Frame& frame, const std::vector<LevelMark>& marks,
                 const std::vector<std::string>& missing) {
  const double bottom = draw_missing(canvas, frame.labels, missing);
  const auto labels = labels_of(marks);
  std::vector<WantedLabel> wanted;
  for (const auto& label : labels) {
    const auto& first = label.marks.front();
    wanted.push_back({line_y(canvas.prices, first.price),
                      set_label(label, canvas.prices, frame.labels.width()).height(), -static_cast<int>(first.kind)});
  }
  for (const auto& [index, middle] : placed_labels(wanted, {frame.labels.top, bottom})) {
    draw_label(canvas, frame, labels[index], middle);
  }
}

}  // namespace gammafield::chart
