#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "chart/plot.h"
#include "chart/text_width.h"
#include "laboratory/outcome_panels.h"

namespace gammafield::laboratory {
namespace {

using chart::Interval;
using chart::Rect;
using hedging::FlowAtPrice;

constexpr chart::Font tick_font{10.5};

std::string hover_text(const FlowAtPrice& at) {
  return fmt::format("{} to {}: bought {}, sold {} a path, {:.1f} minutes there", chart::price_text(at.from),
                     chart::price_text(at.to), chart::money(at.bought), chart::money(at.sold), at.spent.value());
}

Interval dollars(const std::vector<FlowAtPrice>& flow) {
  double most = 0;
  for (const auto& at : flow) most = std::max({most, at.bought.value(), at.sold.value()});
  constexpr double room = 1.06;
  return most > 0 ? Interval{-room * most, room * most} : Interval{-1, 1};
}

/// Prices as lines, dollars as lines with labels under them: amounts without sign, for the sides have names.
void draw_axes(const chart::Plot& plot) {
  const auto& area = plot.area;
  plot.svg.rect(area, {{"fill", plot.palette.panel}});
  for (const double tick :
       chart::nice_ticks(plot.y.from(), static_cast<std::size_t>(std::max(2.0, area.height() / 34)))) {
    const double y = plot.y.at(tick);
    plot.svg.line({area.left, y}, {area.right, y}, {{"stroke", plot.palette.grid}, {"stroke-width", 1}});
  }
  for (const double tick :
       chart::nice_ticks(plot.x.from(), static_cast<std::size_t>(std::max(4.0, area.width() / 60)))) {
    const double x = plot.x.at(tick);
    plot.svg.line({x, area.top}, {x, area.bottom},
                  {{"stroke", tick == 0 ? plot.palette.axis : plot.palette.grid}, {"stroke-width", 1}});
    const auto text = chart::money(market::Usd{std::abs(tick)});
    const double half = chart::text_width(text, tick_font) / 2;
    if (x - half < area.left || x + half > area.right) continue;  // the clock's last label is beside it
    chart::write_text(plot.svg, {x, area.bottom + 16}, text, tick_font, plot.palette.muted, chart::Anchor::middle);
  }
}

void draw_words(const chart::Plot& plot) {
  const auto& area = plot.area;
  chart::write_text(plot.svg, {area.left, area.top - 7}, "◀ sold", {11, true}, plot.palette.negative);
  chart::write_text(plot.svg, {area.right, area.top - 7}, "bought ▶", {11, true}, plot.palette.positive,
                    chart::Anchor::end);
  chart::write_text(plot.svg, {area.middle().x, area.bottom + 31}, "Dealers' trades by price, $ a path", {11},
                    plot.palette.muted, chart::Anchor::middle);
}

void draw_bar(const chart::Plot& plot, const FlowAtPrice& at, double usd) {
  if (usd == 0) return;
  const auto [low, high] = plot.y.from();
  const double bottom = plot.y.at(std::clamp(at.from.value(), low, high));
  const double top = plot.y.at(std::clamp(at.to.value(), low, high));
  constexpr double air = 0.5;  // pixels between bars
  if (bottom - top < 2 * air) return;
  const double zero = plot.x.at(0), end = plot.x.at(usd);
  plot.svg.rect(
      {std::min(zero, end), top + air, std::max(zero, end), bottom - air},
      {{"fill", usd > 0 ? plot.palette.positive : plot.palette.negative}, {"data-usd", fmt::format("{:.0f}", usd)}});
}

}  // namespace

void draw_flow_panel(const OutcomeView& view, const Rect& area) {
  const auto& flow = view.outcome.flow_at_price;
  const auto plot = chart::plot_of(view.svg, view.palette, area, dollars(flow), prices_shown(view));
  draw_axes(plot);
  draw_words(plot);
  view.svg.open("g", {{"data-part", "flow"}});
  for (const auto& at : flow) {
    view.svg.open("g", {{"data-price", fmt::format("{:.4f}", at.from.value())}});
    view.svg.text_element("title", {}, hover_text(at));
    draw_bar(plot, at, at.bought.value());
    draw_bar(plot, at, -at.sold.value());
    view.svg.close();
  }
  view.svg.close();
}

}  // namespace gammafield::laboratory
