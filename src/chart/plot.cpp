#include "chart/plot.h"

#include <algorithm>
#include <cmath>

#include "chart/text_width.h"

namespace gammafield::chart {
namespace {

constexpr Font caption_font{11, true}, tick_font{10.5};
constexpr double pixels_per_tick = 26;

/// Points closer than a pixel are not seen: of each column of pixels the first, the lowest, the highest and the last.
std::vector<Point> thinned(const std::vector<Point>& points) {
  std::vector<Point> kept;
  for (std::size_t from = 0; from < points.size();) {
    const double column = std::floor(points[from].x);
    std::size_t to = from;
    while (to < points.size() && std::floor(points[to].x) == column) ++to;
    const auto by_y = [&](std::size_t a, std::size_t b) { return points[a].y < points[b].y; };
    std::vector<std::size_t> corners{from, to - 1};
    std::size_t low = from, high = from;
    for (std::size_t i = from; i < to; ++i) {
      if (by_y(i, low)) low = i;
      if (by_y(high, i)) high = i;
    }
    corners.insert(corners.end(), {low, high});
    std::ranges::sort(corners);
    const auto doubled = std::ranges::unique(corners);
    corners.erase(doubled.begin(), doubled.end());
    for (const std::size_t i : corners) kept.push_back(points[i]);
    from = to;
  }
  return kept;
}

}  // namespace

Plot plot_of(SvgWriter& svg, const Palette& palette, const Rect& area, Interval x, Interval y) {
  return {svg, palette, area, Scale{x, {area.left, area.right}}, Scale{y, {area.bottom, area.top}}};
}

Attributes stroke(const LineLook& look) {
  Attributes attributes{{"fill", "none"}, {"stroke", look.colour}, {"stroke-width", look.width}};
  if (!look.dashes.empty()) attributes.emplace_back("stroke-dasharray", look.dashes);
  return attributes;
}

void draw_ground(const Plot& plot, std::string_view caption, const ValueText& text) {
  const auto& area = plot.area;
  plot.svg.rect(area, {{"fill", plot.palette.panel}});
  write_text(plot.svg, {area.left, area.top - 7}, fitted(caption, caption_font, Pixels{area.width()}), caption_font,
             plot.palette.muted);
  const auto at_most = static_cast<std::size_t>(std::max(3.0, area.height() / pixels_per_tick));
  for (const double tick : nice_ticks(plot.y.from(), at_most)) {
    const double y = plot.y.at(tick);
    plot.svg.line({area.left, y}, {area.right, y},
                  {{"stroke", tick == 0 ? plot.palette.axis : plot.palette.grid}, {"stroke-width", 1}});
    write_text(plot.svg, {area.left - 7, y + 4}, text(tick), tick_font, plot.palette.muted, Anchor::end);
  }
}

void draw_line(const Plot& plot, std::span<const Point> values, const LineLook& look, std::string_view part) {
  std::vector<Point> points;
  for (const auto& value : values) {
    if (std::isfinite(value.x) && std::isfinite(value.y)) points.push_back(plot.at(value));
  }
  if (points.size() < 2) return;
  auto attributes = stroke(look);
  attributes.emplace_back("d", path_through(thinned(points)));
  attributes.emplace_back("stroke-linejoin", "round");
  attributes.emplace_back("data-part", part);
  plot.svg.element("path", attributes);
}

Interval holding(std::span<const double> values, bool with_zero) {
  constexpr double room = 0.06, least = 1e-9;
  Interval all{with_zero ? 0 : HUGE_VAL, with_zero ? 0 : -HUGE_VAL};
  for (const double value : values) {
    if (std::isfinite(value)) all = {std::min(all.low, value), std::max(all.high, value)};
  }
  if (!(all.low <= all.high)) return {0, 1};
  const double half_least = std::max(least, least * std::abs(all.low));
  if (all.span() < half_least) return {all.low - 1, all.high + 1};
  return {all.low - room * all.span(), all.high + room * all.span()};
}

}  // namespace gammafield::chart
