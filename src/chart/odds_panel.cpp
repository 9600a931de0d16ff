#include "chart/odds_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart/number_text.h"

namespace gammafield::chart {
namespace {

constexpr double least_shown = 0.2;  // of one: the axis reaches so far at least
constexpr double headroom = 1.08;    // of the largest chance
constexpr double bar_pixels = 4;     // a strike's bar; strikes closer than that overlap

/// Chances onto the panel's width: those of puts run to the left.
struct OddsPainter {
  const Canvas& canvas;
  const Rect& panel;
  Scale scale;

  void draw(const bands::WallOdds& odds, double side, std::string_view strong, std::string_view soft) const {
    for (const auto& at : odds.strikes) {
      if (!canvas.prices.shows(market::Spot{at.strike.value()})) continue;
      const double zero = scale.at(0), end = scale.at(side * at.p), y = canvas.prices.y(at.strike);
      const Rect bar{std::min(zero, end), y - bar_pixels / 2, std::max(zero, end), y + bar_pixels / 2};
      canvas.svg.open("g", {{"data-strike", fmt::format("{}", at.strike.value())}});
      canvas.svg.text_element("title", {},
                              fmt::format("{}: the {} wall in {} of the draws", price_text(at.strike),
                                          side > 0 ? "call" : "put", percent({at.p})));
      canvas.svg.rect(bar, {{"fill", at.p >= 0.5 ? strong : soft}});
      canvas.svg.close();
    }
  }
};

double largest_chance(const bands::Bands& bands) {
  double largest = least_shown;
  for (const auto* odds : {&bands.call_wall, &bands.put_wall})
    if (!odds->strikes.empty()) largest = std::max(largest, odds->strikes.front().p);
  return headroom * largest;
}

void draw_axis(const OddsPainter& painter) {
  const auto& [canvas, panel, scale] = painter;
  for (const double tick : nice_ticks(scale.from(), 6)) {
    const double x = scale.at(tick);
    canvas.svg.line({x, panel.top}, {x, panel.bottom},
                    {{"stroke", tick == 0 ? canvas.palette.axis : canvas.palette.grid}, {"stroke-width", 1}});
    write_text(canvas.svg, {x, panel.bottom + 15}, fmt::format("{:.0f} %", 100 * std::abs(tick)), {10.5},
               canvas.palette.muted, Anchor::middle);
  }
  const double above = panel.top - 8;
  write_text(canvas.svg, {panel.left, above}, "◀ put wall", {11, true}, canvas.palette.negative);
  write_text(canvas.svg, {panel.right, above}, "call wall ▶", {11, true}, canvas.palette.positive, Anchor::end);
  write_text(canvas.svg, {panel.middle().x, panel.bottom + 31}, "Share of the draws in which a strike is the wall",
             {11}, canvas.palette.muted, Anchor::middle);
}

}  // namespace

void draw_odds(const Canvas& canvas, const Rect& panel, const bands::Bands& bands) {
  const double most = largest_chance(bands);
  const OddsPainter painter{canvas, panel, Scale{{-most, most}, {panel.left, panel.right}}};
  const auto& palette = canvas.palette;
  draw_axis(painter);
  canvas.svg.open("g", {{"data-part", "odds"}});
  painter.draw(bands.call_wall, 1, palette.positive, palette.positive_soft);
  painter.draw(bands.put_wall, -1, palette.negative, palette.negative_soft);
  canvas.svg.close();
}

}  // namespace gammafield::chart
