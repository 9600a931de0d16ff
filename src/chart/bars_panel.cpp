#include "chart/bars_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart/number_text.h"

namespace gammafield::chart {
namespace {

using market::UsdPerPercent;

struct BarPainter {
  const Canvas& canvas;
  const Rect& panel;
  ExposureAxis axis;
  double thickness;

  /// Named walls are strong; the sign and not the colour alone says which side it is.
  [[nodiscard]] std::string_view colour(UsdPerPercent value, bool named) const {
    const auto& palette = canvas.palette;
    if (value.value() < 0) return named ? palette.negative : palette.negative_soft;
    return named ? palette.positive : palette.positive_soft;
  }

  void draw(const Bar& at, UsdPerPercent value, bool named) const {
    const double zero = axis.x(UsdPerPercent{0}), end = axis.x(value), y = canvas.prices.y(at.sum.strike);
    // Half a pixel for what is too small to see: present, and not nothing.
    const double width = std::max(std::abs(end - zero), 0.5);
    const double left = value.value() < 0 ? zero - width : zero;
    const double half = (named ? std::max(thickness, 3.0) : thickness) / 2;
    const Rect drawn{left, std::max(y - half, panel.top), left + width, std::min(y + half, panel.bottom)};
    canvas.svg.rect(drawn, {{"fill", colour(value, named)}});
  }
};

std::string hover_text(const Bar& bar) {
  const auto& sum = bar.sum;
  const auto strikes = bar.strikes == 1 ? price_text(sum.strike)
                                        : fmt::format("{} to {}", price_text(market::Strike{bar.covers.low}),
                                                      price_text(market::Strike{bar.covers.high}));
  return fmt::format("{}: net {}, calls {}, puts {}; open interest {} calls, {} puts", strikes, signed_money(sum.net),
                     money(sum.call), money(sum.put), whole_number(sum.call_open_interest),
                     whole_number(sum.put_open_interest));
}

bool holds(const Bar& bar, const levels::Level<levels::Wall>& wall) {
  return wall && bar.covers.contains(wall->at.strike.value());
}

void draw_bar(const BarPainter& painter, const Bar& bar, const engine::Report& report, Bars kind) {
  const auto& levels = report.levels;
  const bool call_wall = holds(bar, levels.call_wall), put_wall = holds(bar, levels.put_wall);
  painter.canvas.svg.open("g", {{"data-strike", fmt::format("{}", bar.sum.strike.value())}});
  painter.canvas.svg.text_element("title", {}, hover_text(bar));
  if (kind == Bars::gross) {
    painter.draw(bar, bar.sum.call, call_wall);
    painter.draw(bar, UsdPerPercent{-bar.sum.put.value()}, put_wall);
  } else {
    painter.draw(bar, bar.sum.net, call_wall || put_wall);
  }
  painter.canvas.svg.close();
}

/// Strikes at which calls and puts nearly cancel: what NET bars hide.
void draw_contested(const BarPainter& painter, const std::vector<levels::ContestedStrikes>& contested) {
  const auto& [canvas, panel, axis, thickness] = painter;
  const double x = axis.x(UsdPerPercent{0});
  constexpr double r = 5;
  for (const auto& at : contested) {
    const market::Spot middle{at.low.value() / 2 + at.high.value() / 2};
    if (!canvas.prices.shows(middle)) continue;
    const double y = canvas.prices.y(middle);
    canvas.svg.element("path", {{"d", path_through({{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}) + "Z"},
                                {"fill", canvas.palette.background},
                                {"stroke", canvas.palette.ink},
                                {"stroke-width", 1.4},
                                {"data-contested", fmt::format("{}", middle.value())}});
  }
}

}  // namespace

std::optional<Interval> exposure_of(const BarSet& set, Bars kind) {
  Interval usd{0, 0};
  for (const auto& [sum, strikes, covers] : set.bars) {
    const double low = kind == Bars::gross ? -sum.put.value() : sum.net.value();
    const double high = kind == Bars::gross ? sum.call.value() : sum.net.value();
    usd = {std::min(usd.low, low), std::max(usd.high, high)};
  }
  return with_room(usd);
}

PanelWords bars_words(const engine::Report& report, Bars kind) {
  const bool contested = !report.levels.contested.empty();
  if (kind == Bars::gross) {
    return {"◀ puts", "calls ▶",
            contested ? "GROSS by strike, $ per 1 % move · ◇ contested" : "GROSS by strike, $ per 1 % move", true};
  }
  return {"◀ amplifying", "dampening ▶",
          contested ? "NET by strike, $ per 1 % move · ◇ contested" : "NET by strike, $ per 1 % move", false};
}

void draw_bars(const Canvas& canvas, const Rect& panel, const std::optional<Interval>& usd, const BarSet& set,
               const engine::Report& report, Bars kind) {
  if (!usd) return draw_message(canvas, panel, "No exposure to draw at these strikes.");
  const BarPainter painter{canvas, panel, ExposureAxis{*usd, panel}, std::max(1.4, 0.74 * set.pitch)};
  canvas.svg.open("g", {{"data-part", "bars"}});
  for (const auto& bar : set.bars) draw_bar(painter, bar, report, kind);
  canvas.svg.close();
  draw_contested(painter, report.levels.contested);
}

}  // namespace gammafield::chart
