#include "studies/forest_picture.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "chart/canvas.h"
#include "chart/scale.h"
#include "studies/marks.h"
#include "studies/page_style.h"
#include "studies/result_words.h"

namespace gammafield::studies {
namespace {

using chart::Anchor;
using chart::Pixels;
using chart::Rect;
using research::Cell;
using research::Comparison;
using research::Verdict;

constexpr chart::Font row_font{11.5}, cell_font{12, true}, tick_font{10.5};
constexpr double columns_from = 640;                      // pixels of the picture's width
constexpr double name_column = 280, judged_column = 165;  // pixels of width
constexpr double cell_height = 26, row_in_columns = 20, row_of_two_lines = 38, axis_height = 24;  // pixels of height
constexpr double margin = 10, mark_column = 16, beside_text = 12;                                 // pixels of width

std::string_view short_verdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::differs: return "differs";
    case Verdict::no_difference: return "no difference of that size";
    case Verdict::cannot_tell: break;
  }
  return "cannot tell";
}

/// An interval that is cut off would be another one, so its column is as wide as it needs.
double widest_difference(const Forest& forest) {
  double widest = 0;
  for (const Cell* cell : forest.cells) {
    for (const auto& comparison : cell->comparisons)
      widest = std::max(widest, chart::text_width(difference_text(comparison, cell->is_share), row_font));
  }
  return widest;
}

class Picture {
 public:
  Picture(const Forest& forest, const research::InferenceRule& rule, double width)
      : forest_(forest),
        matters_(rule.matters),
        in_columns_(width >= columns_from),
        row_height_(in_columns_ ? row_in_columns : row_of_two_lines),
        text_column_(widest_difference(forest) + 2 * beside_text),
        plot_{in_columns_ ? name_column : margin, 2 * axis_height,
              width - (in_columns_ ? text_column_ + judged_column : margin), 2 * axis_height + rows_height()},
        size_{width, plot_.bottom + axis_height},
        x_{scale(), {plot_.left, plot_.right}} {
    for (const auto& cell : forest.cells) {
      for (const auto& comparison : cell->comparisons) {
        if (std::ranges::count(baselines_, comparison.against) == 0) baselines_.push_back(comparison.against);
      }
    }
  }

  [[nodiscard]] std::string take() {
    const auto box = fmt::format("0 0 {} {}", chart::coordinate(size_.x), chart::coordinate(size_.y));
    svg_.open("svg",
              {{"viewBox", box}, {"role", "img"}, {"aria-label", "Differences with their intervals about zero"}});
    draw_ground();
    double y = plot_.top;
    for (const Cell* cell : forest_.cells) y = draw_cell(*cell, y);
    svg_.close();
    return svg_.take();
  }

 private:
  [[nodiscard]] double rows_height() const {
    double height = 0;
    for (const Cell* cell : forest_.cells)
      height += cell_height + row_height_ * static_cast<double>(cell->comparisons.size());
    return height;
  }

  /// As far to one side of zero as to the other, so that neither looks nearer.
  [[nodiscard]] chart::Interval scale() const {
    constexpr double room = 1.06, least = 1e-9;
    double half = std::max(least, 1.3 * std::abs(matters_));
    for (const Cell* cell : forest_.cells) {
      for (const auto& comparison : cell->comparisons) {
        if (!comparison.tested) continue;
        const auto& [value, low, high] = comparison.tested->figure;
        half = std::max({half, std::abs(value), std::abs(low), std::abs(high)});
      }
    }
    return {-room * half, room * half};
  }

  void draw_ground() {
    const auto& palette = page_palette();
    svg_.rect(plot_, {{"fill", palette.panel}});
    svg_.rect({x_.at(-matters_), plot_.top, x_.at(matters_), plot_.bottom},
              {{"fill", palette.muted}, {"fill-opacity", "0.14"}, {"data-part", "size-that-matters"}});
    const auto at_most = static_cast<std::size_t>(std::max(3.0, plot_.width() / 64));
    for (const double tick : chart::nice_ticks(shown(x_.from()), at_most)) {
      const double at = x_.at(tick / factor());
      svg_.line({at, plot_.top}, {at, plot_.bottom}, {{"stroke", palette.grid}, {"stroke-width", 1}});
      const auto text = (tick > 0 ? "+" : "") + number_text(tick);
      for (const double y : {plot_.top - 6, plot_.bottom + 14})
        chart::write_text(svg_, {at, y}, text, tick_font, palette.muted, Anchor::middle);
    }
    svg_.line({x_.at(0), plot_.top}, {x_.at(0), plot_.bottom}, {{"stroke", palette.axis}, {"stroke-width", 1.6}});
    chart::write_text(svg_, {x_.at(0), axis_height - 8},
                      forest_.is_share ? "◀ fewer · points · more ▶" : "◀ less · more ▶", {11, true}, palette.muted,
                      Anchor::middle);
  }

  [[nodiscard]] double factor() const { return forest_.is_share ? 100 : 1; }  // ticks are in points
  [[nodiscard]] chart::Interval shown(chart::Interval of) const { return {factor() * of.low, factor() * of.high}; }

  /// The cell's name over its rows; where the next begins.
  double draw_cell(const Cell& cell, double y) {
    const auto& palette = page_palette();
    const double left = in_columns_ ? 0 : margin;
    svg_.line({left, y}, {size_.x, y}, {{"stroke", palette.grid}, {"stroke-width", 1}});
    const auto name = cell_name(cell) + (cell.primary ? " (primary)" : "");
    const auto figure = figure_text(cell);
    const double room = in_columns_ ? size_.x - 2 * margin : plot_.width() - chart::text_width(figure, row_font) - 12;
    const auto fitted = chart::fitted(name, cell_font, Pixels{std::max(60.0, room)});
    // Over the band the letters need a ground of their own.
    svg_.rect({left, y + 1, size_.x, y + cell_height}, {{"fill", palette.background}});
    chart::write_text(svg_, {left, y + 17}, fitted, cell_font, palette.ink);
    const double after = left + chart::text_width(fitted, cell_font) + 12;
    if (in_columns_)
      chart::write_text(svg_, {after, y + 17}, chart::fitted(figure, row_font, Pixels{std::max(20.0, size_.x - after)}),
                        row_font, palette.muted);
    else
      chart::write_text(svg_, {plot_.right, y + 17}, figure, row_font, palette.muted, Anchor::end);
    y += cell_height;
    for (const auto& comparison : cell.comparisons) {
      in_columns_ ? draw_in_columns(cell, comparison, y) : draw_in_two_lines(cell, comparison, y);
      y += row_height_;
    }
    return y;
  }

  void draw_in_columns(const Cell& cell, const Comparison& comparison, double top) {
    const auto& palette = page_palette();
    const double baseline = top + 14, middle = top + row_height_ / 2;
    draw_key(comparison, {margin + 4, middle});
    write({margin + mark_column + 4, baseline}, comparison.against, name_column - mark_column - 2 * margin,
          palette.ink);
    chart::write_text(svg_, {plot_.right + beside_text, baseline}, difference_text(comparison, cell.is_share), row_font,
                      palette.ink);
    write({plot_.right + text_column_, baseline}, short_verdict(comparison.verdict), judged_column, palette.muted);
    draw_interval(comparison, middle);
  }

  void draw_in_two_lines(const Cell& cell, const Comparison& comparison, double top) {
    const auto& palette = page_palette();
    const auto text = difference_text(comparison, cell.is_share);
    const double words = chart::text_width(text, row_font);
    // Neither the band nor the line of zero runs through the words.
    svg_.rect({plot_.left, top, plot_.right, top + 18}, {{"fill", palette.background}});
    draw_key(comparison, {plot_.left + 8, top + 9});
    write({plot_.left + mark_column + 3, top + 13}, comparison.against, plot_.width() - mark_column - words - 16,
          palette.ink);
    chart::write_text(svg_, {plot_.right - 4, top + 13}, text, row_font, palette.ink, Anchor::end);
    draw_interval(comparison, top + 27);
  }

  void write(chart::Point at, std::string_view text, double room, std::string_view colour) {
    chart::write_text(svg_, at, chart::fitted(text, row_font, Pixels{std::max(20.0, room)}), row_font, colour);
  }

  [[nodiscard]] MarkLook look_of(const Comparison& comparison) const {
    const auto& palette = page_palette();
    const auto shape = std::ranges::find(baselines_, comparison.against) - baselines_.begin();
    return {static_cast<std::size_t>(shape), comparison.verdict == Verdict::differs, palette.ink, palette.background};
  }

  void draw_key(const Comparison& comparison, chart::Point at) {
    auto look = look_of(comparison);
    look.colour = page_palette().muted;
    draw_mark(svg_, at, look);
  }

  void draw_interval(const Comparison& comparison, double y) {
    if (!comparison.tested) return;
    const auto& [value, low, high] = comparison.tested->figure;
    const chart::Attributes stroke{{"stroke", page_palette().ink}, {"stroke-width", 1.8}};
    svg_.line({x_.at(low), y}, {x_.at(high), y}, stroke);
    for (const double end : {low, high}) svg_.line({x_.at(end), y - 3.5}, {x_.at(end), y + 3.5}, stroke);
    svg_.open("g", {{"data-forest", comparison.against}});
    draw_mark(svg_, {x_.at(value), y}, look_of(comparison));
    svg_.close();
  }

  const Forest& forest_;
  double matters_;
  bool in_columns_;
  double row_height_, text_column_;
  Rect plot_;
  chart::Point size_;
  chart::Scale x_;
  std::vector<std::string> baselines_;
  chart::SvgWriter svg_;
};

}  // namespace

std::vector<Forest> forests_of(const StudyResult& result) {
  std::vector<Forest> forests;
  for (const Cell* cell : primary_first(result.findings)) {
    if (cell->comparisons.empty()) continue;
    auto same = std::ranges::find_if(forests, [&](const Forest& forest) {
      return forest.measure == cell->measure && forest.is_share == cell->is_share;
    });
    if (same == forests.end()) same = forests.insert(forests.end(), {cell->measure, cell->is_share, {}});
    same->cells.push_back(cell);
  }
  return forests;
}

std::string forest_svg(const Forest& forest, const research::InferenceRule& rule, Pixels width) {
  return Picture{forest, rule, width.value()}.take();
}

}  // namespace gammafield::studies
