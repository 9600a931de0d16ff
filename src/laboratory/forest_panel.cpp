#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "chart/canvas.h"
#include "chart/text_width.h"
#include "laboratory/forest_rows.h"
#include "laboratory/outcome_panels.h"

namespace gammafield::laboratory {
namespace {

using chart::Anchor;
using chart::Interval;
using chart::Pixels;
using chart::Rect;

constexpr chart::Font row_font{11}, group_font{10.5}, tick_font{10};
constexpr double group_name = 17, group_axis = 15;                            // pixels of height
constexpr double words_for_the_rest = 14;                                     // pixels of height
constexpr double lowest_row = 14, highest_row = 25;                           // pixels of height
constexpr double name_column = 150, text_column = 214, from_to_column = 124;  // pixels of width
constexpr double wide_enough = 560;                                           // for the last of them

struct Columns {
  double names = 0, texts = 0, from_to = 0;  ///< where they begin, pixels
  Rect plot;
  bool with_from_to = false;
};

Columns columns_of(const Rect& panel) {
  Columns columns;
  columns.with_from_to = panel.width() >= wide_enough;
  columns.from_to = panel.right - (columns.with_from_to ? from_to_column : 0);
  columns.texts = columns.from_to - text_column;
  columns.names = panel.left;
  columns.plot = {panel.left + name_column, panel.top, columns.texts - 12, panel.bottom};
  return columns;
}

/// As far to the one side of no effect as to the other, so that its line is one for all groups.
Interval scale_of(const ForestGroup& group) {
  constexpr double room = 1.15, least = 0.01;
  double half = least;
  for (const auto& row : group.rows) {
    if (!row.change) continue;
    half = std::max({half, std::abs(row.change->low - group.no_effect), std::abs(row.change->high - group.no_effect),
                     std::abs(row.change->value - group.no_effect)});
    if (row.theory) half = std::max(half, std::abs(*row.theory - group.no_effect));
  }
  return {group.no_effect - room * half, group.no_effect + room * half};
}

void draw_theory(const OutcomeView& view, double at, double y) {
  constexpr double r = 5.5;
  view.svg.element("path", {{"d", chart::path_through({{at, y - r}, {at + r, y}, {at, y + r}, {at - r, y}}) + "Z"},
                            {"fill", "none"},
                            {"stroke", view.palette.flip},
                            {"stroke-width", 1.8},
                            {"data-part", "theory"}});
}

void draw_mark(const OutcomeView& view, const ForestGroup& group, const ForestRow& row, const chart::Scale& x,
               double y) {
  const auto& [value, low, high] = *row.change;
  const double at = x.at(value);
  const auto colour = view.palette.ink;
  view.svg.line({x.at(low), y}, {x.at(high), y}, {{"stroke", colour}, {"stroke-width", 2}});
  for (const double end : {low, high}) {
    view.svg.line({x.at(end), y - 3.5}, {x.at(end), y + 3.5}, {{"stroke", colour}, {"stroke-width", 1.4}});
  }
  const bool clear = low > group.no_effect || high < group.no_effect;
  view.svg.circle({{at, y}, 4.2}, {{"fill", clear ? colour : view.palette.background},
                                   {"stroke", colour},
                                   {"stroke-width", 1.6},
                                   {"data-forest", row.name}});
}

void draw_row(const OutcomeView& view, const Columns& columns, const ForestGroup& group, const ForestRow& row,
              const chart::Scale& x, double y) {
  const auto& palette = view.palette;
  const auto write = [&](double left, double room, std::string_view text, std::string_view colour) {
    chart::write_text(view.svg, {left, y + 4}, chart::fitted(text, row_font, Pixels{room}), row_font, colour);
  };
  write(columns.names, name_column - 12, row.name, palette.ink);
  write(columns.texts, text_column - 8, row.text, row.change ? palette.ink : palette.muted);
  if (columns.with_from_to) write(columns.from_to, from_to_column, row.from_to, palette.muted);
  if (row.change) draw_mark(view, group, row, x, y);
  if (row.theory) draw_theory(view, x.at(*row.theory), y);
}

/// The group's name, its rows and its own scale under them; where the next group begins.
double draw_group(const OutcomeView& view, const Columns& columns, const ForestGroup& group, double top,
                  double row_height) {
  const chart::Scale x{scale_of(group), {columns.plot.left, columns.plot.right}};
  chart::write_text(view.svg, {columns.names, top + 12}, group.name, group_font, view.palette.muted);
  double y = top + group_name;
  const double rows_end = y + row_height * static_cast<double>(group.rows.size());
  for (const double tick :
       chart::nice_ticks(x.from(), static_cast<std::size_t>(std::max(4.0, columns.plot.width() / 46)))) {
    const double at = x.at(tick);
    view.svg.line({at, y}, {at, rows_end}, {{"stroke", view.palette.grid}, {"stroke-width", 1}});
    chart::write_text(view.svg, {at, rows_end + 11}, group.tick(tick), tick_font, view.palette.muted, Anchor::middle);
  }
  const double none = x.at(group.no_effect);
  view.svg.line({none, y}, {none, rows_end},
                {{"stroke", view.palette.axis}, {"stroke-width", 1.6}, {"data-part", "no-effect"}});
  for (const auto& row : group.rows) {
    draw_row(view, columns, group, row, x, y + row_height / 2);
    y += row_height;
  }
  return rows_end + group_axis;
}

/// Rows that do not fit are left to the table; said in words.
std::size_t left_out(std::vector<ForestGroup>& groups, double height) {
  const double others = static_cast<double>(groups.size()) * (group_name + group_axis);
  const auto fit = static_cast<std::size_t>(std::max(4.0, (height - others - words_for_the_rest) / lowest_row));
  std::size_t rows = 0;
  for (const auto& group : groups) rows += group.rows.size();
  if (rows <= fit) return 0;
  auto& last = groups.back().rows;
  const std::size_t out = std::min(last.size() - 1, rows - fit);
  last.resize(last.size() - out);
  return out;
}

}  // namespace

void draw_forest_panel(const OutcomeView& view, const Rect& panel) {
  auto groups = forest_of(view.scenario, view.outcome);
  const std::size_t out = left_out(groups, panel.height());
  double rows = 0;
  for (const auto& group : groups) rows += static_cast<double>(group.rows.size());
  const double others =
      static_cast<double>(groups.size()) * (group_name + group_axis) + (out > 0 ? words_for_the_rest : 0);
  const double row_height = std::clamp((panel.height() - others) / rows, lowest_row, highest_row);
  const auto columns = columns_of(panel);
  const double above = panel.top - 7;
  const auto& palette = view.palette;
  chart::write_text(view.svg, {panel.left, above}, "What hedging changed", {11, true}, palette.muted);
  chart::write_text(view.svg, {columns.plot.middle().x, above}, "◀ less · no effect · more ▶", {10.5, true},
                    palette.ink, Anchor::middle);
  chart::write_text(view.svg, {columns.texts, above}, "95 % interval ◇ theory", {10.5}, palette.muted);
  if (columns.with_from_to) {
    chart::write_text(view.svg, {columns.from_to, above}, "without → with", {10.5}, palette.muted);
  }
  double y = panel.top;
  for (const auto& group : groups) y = draw_group(view, columns, group, y, row_height);
  if (out > 0) {
    chart::write_text(view.svg, {panel.left, y + 10}, fmt::format("{} more in the table of the run", out), {10.5},
                      palette.muted);
  }
}

}  // namespace gammafield::laboratory
