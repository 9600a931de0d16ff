#include "studies/figure_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "chart/plot.h"
#include "chart/text_width.h"
#include "studies/marks.h"
#include "studies/page_style.h"
#include "studies/result_words.h"

namespace gammafield::studies {
namespace {

using chart::Anchor;
using chart::Interval;
using chart::Pixels;
using chart::Point;
using chart::Rect;

constexpr chart::Font font{11}, tick_font{10.5};
constexpr double label_column = 56, right_margin = 14, x_axis = 40, caption = 24;  // pixels
constexpr double legend_line = 18, sample = 26;                                    // pixels
constexpr double panel_height = 260, square_most = 420, drawdown_height = 90;      // pixels
constexpr std::size_t few = 20;  // points up to which each has its mark and its own interval

bool is_drawdown(const Curve& curve) { return curve.name == "drawdown"; }

bool is_share(double value) { return value >= 0 && value <= 1; }

bool is_of_shares(const Figure& figure) {
  bool any = false;
  for (const auto& curve : figure.curves) {
    for (const auto& [x, y] : curve.points) {
      if (!is_share(x) || !is_share(y.low) || !is_share(y.high)) return false;
      any = true;
    }
  }
  return any && !figure.stepped;
}

chart::LineLook look_of(std::size_t nth, bool reference) {
  const auto& palette = page_palette();
  if (reference) return {palette.muted, 1.4, "5 4"};
  const std::array<chart::LineLook, 5> looks{{{palette.expected_move, 2},
                                              {palette.negative, 2, "9 3"},
                                              {palette.flip, 2, "2 3"},
                                              {palette.positive, 2, "9 3 2 3"},
                                              {palette.absolute_gamma, 2, "14 4"}}};
  return looks.at(nth % looks.size());
}

/// In steps a value holds until the next point.
std::vector<Point> line_of(const Curve& curve, double statistics::Estimate::* of, bool stepped) {
  std::vector<Point> line;
  for (const auto& [x, y] : curve.points) {
    if (stepped && !line.empty()) line.push_back({x, line.back().y});
    line.push_back({x, y.*of});
  }
  return line;
}

bool has_interval(const Curve& curve) {
  return std::ranges::any_of(curve.points, [](const auto& point) { return point.y.low < point.y.high; });
}

void draw_band(const chart::Plot& plot, const Curve& curve, bool stepped, std::string_view colour) {
  auto outline = line_of(curve, &statistics::Estimate::low, stepped);
  const auto high = line_of(curve, &statistics::Estimate::high, stepped);
  outline.insert(outline.end(), high.rbegin(), high.rend());
  for (auto& point : outline) point = plot.at(point);
  plot.svg.element("path", {{"d", chart::path_through(outline) + "Z"},
                            {"fill", colour},
                            {"fill-opacity", "0.16"},
                            {"data-part", "interval"}});
}

void draw_points(const chart::Plot& plot, const Curve& curve, std::size_t nth, std::string_view colour) {
  for (const auto& [x, y] : curve.points) {
    if (y.low < y.high)
      plot.svg.line(plot.at({x, y.low}), plot.at({x, y.high}),
                    {{"stroke", colour}, {"stroke-width", 1.4}, {"data-part", "interval"}});
    draw_mark(plot.svg, plot.at({x, y.value}), {nth, true, colour, colour});
  }
}

/// A curve and the place of its look among the others.
struct Drawn {
  const Curve* curve = nullptr;
  std::size_t nth = 0;
};

void draw_curve(const chart::Plot& plot, const Drawn& drawn, bool stepped) {
  const Curve& curve = *drawn.curve;
  const auto look = look_of(drawn.nth, curve.reference);
  const bool by_points = !stepped && !curve.reference && curve.points.size() <= few;
  if (has_interval(curve) && !by_points) draw_band(plot, curve, stepped, look.colour);
  chart::draw_line(plot, line_of(curve, &statistics::Estimate::value, stepped), look, "curve");
  if (by_points) draw_points(plot, curve, drawn.nth, look.colour);
}

void draw_x_axis(const chart::Plot& plot, std::string_view label) {
  const auto& area = plot.area;
  for (const double tick : chart::nice_ticks(plot.x.from(), static_cast<std::size_t>(area.width() / 70))) {
    const double x = plot.x.at(tick);
    plot.svg.line({x, area.bottom}, {x, area.bottom + 4}, {{"stroke", plot.palette.axis}, {"stroke-width", 1}});
    chart::write_text(plot.svg, {x, area.bottom + 16}, number_text(tick), tick_font, plot.palette.muted,
                      Anchor::middle);
  }
  chart::write_text(plot.svg, {area.middle().x, area.bottom + 32}, chart::fitted(label, font, Pixels{area.width()}),
                    font, plot.palette.muted, Anchor::middle);
}

class Picture {
 public:
  Picture(const Figure& figure, double width) : figure_(figure), width_(width), square_(is_of_shares(figure)) {
    std::size_t nth = 0;
    for (const auto& curve : figure.curves) {
      (is_drawdown(curve) ? below_ : above_).push_back({&curve, curve.reference ? 0 : nth++});
    }
  }

  [[nodiscard]] std::string take() {
    place();
    const auto box = fmt::format("0 0 {} {}", chart::coordinate(width_), chart::coordinate(height_));
    svg_.open("svg", {{"viewBox", box}, {"role", "img"}, {"aria-label", figure_.title}});
    draw_legend();
    const auto upper = draw_panel(upper_, above_, figure_.y_label);
    draw_x_axis(below_.empty() ? upper : draw_panel(lower_, below_, "Drawdown"), figure_.x_label);
    svg_.close();
    return svg_.take();
  }

 private:
  void place() {
    const double right = width_ - right_margin, room = right - label_column;
    const double side = square_ ? std::min(room, square_most) : room;
    const double top = legend_height() + caption;
    upper_ = {label_column, top, label_column + side, top + (square_ ? side : panel_height)};
    lower_ = {upper_.left, upper_.bottom + caption, upper_.right, upper_.bottom + caption + drawdown_height};
    height_ = (below_.empty() ? upper_ : lower_).bottom + x_axis;
  }

  [[nodiscard]] Interval x_shown() const {
    std::vector<double> values;
    for (const auto& curve : figure_.curves) {
      for (const auto& point : curve.points) values.push_back(point.x);
    }
    if (square_) return {0, 1};
    // To the first and the last point: a line may begin at the edge.
    const auto [low, high] = std::ranges::minmax_element(values);
    return values.empty() || *low == *high ? chart::holding(values, false) : Interval{*low, *high};
  }

  [[nodiscard]] Interval y_shown(const std::vector<Drawn>& curves) const {
    std::vector<double> values;
    for (const auto& [curve, nth] : curves) {
      for (const auto& [x, y] : curve->points) values.insert(values.end(), {y.low, y.value, y.high});
    }
    if (square_ || (figure_.stepped && std::ranges::all_of(values, is_share))) return {0, 1};
    return chart::holding(values, false);
  }

  chart::Plot draw_panel(const Rect& area, const std::vector<Drawn>& curves, std::string_view label) {
    const auto plot = chart::plot_of(svg_, page_palette(), area, x_shown(), y_shown(curves));
    chart::draw_ground(plot, label, number_text);
    // What no effect would draw lies under the rest.
    for (const bool reference : {true, false}) {
      for (const auto& drawn : curves) {
        if (drawn.curve->reference == reference) draw_curve(plot, drawn, figure_.stepped);
      }
    }
    return plot;
  }

  [[nodiscard]] double entry_width(const Curve& curve) const {
    return std::min(width_ - 2 * right_margin, sample + 8 + chart::text_width(curve.name, font) + 22);
  }

  [[nodiscard]] double legend_height() const {
    double x = label_column, y = legend_line;
    for (const auto& [curve, nth] : above_) step(x, y, entry_width(*curve));
    return y;
  }

  /// Where the next entry stands; the pen goes on behind it.
  Point step(double& x, double& y, double width) const {
    if (x > label_column && x + width > width_) {
      x = label_column;
      y += legend_line;
    }
    const Point at{x, y};
    x += width;
    return at;
  }

  void draw_legend() {
    double x = label_column, y = legend_line;
    for (const auto& [curve, nth] : above_) {
      const auto at = step(x, y, entry_width(*curve));
      const auto look = look_of(nth, curve->reference);
      svg_.line({at.x, at.y - 4}, {at.x + sample, at.y - 4}, chart::stroke(look));
      if (!curve->reference && !figure_.stepped && curve->points.size() <= few)
        draw_mark(svg_, {at.x + sample / 2, at.y - 4}, {nth, true, look.colour, look.colour});
      const double room = std::max(20.0, width_ - right_margin - at.x - sample - 8);
      chart::write_text(svg_, {at.x + sample + 8, at.y}, chart::fitted(curve->name, font, Pixels{room}), font,
                        page_palette().ink);
    }
  }

  const Figure& figure_;
  double width_, height_ = 0;
  bool square_;
  std::vector<Drawn> above_, below_;
  Rect upper_, lower_;
  chart::SvgWriter svg_;
};

}  // namespace

std::string figure_svg(const Figure& figure, Pixels width) { return Picture{figure, width.value()}.take(); }

}  // namespace gammafield::studies
