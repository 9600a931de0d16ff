#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "laboratory/outcome_panels.h"
#include "laboratory/session_clock.h"
#include "laboratory/side_labels.h"

namespace gammafield::laboratory {
namespace {

using chart::Interval;
using chart::Point;
using chart::Rect;
using market::Spot;

constexpr std::size_t quantiles = 5;  // 5, 25, 50, 75 and 95 %
constexpr std::size_t lowest = 0, median = 2, highest = 4;

struct Fan {
  std::array<std::vector<Point>, quantiles> with, without;
};

/// From the start, where all paths are at one price.
Fan fan_of(const OutcomeView& view) {
  Fan fan;
  for (std::size_t q = 0; q < quantiles; ++q) {
    fan.with[q] = fan.without[q] = {{0, view.scenario.spot.value()}};
    for (const auto& column : view.outcome.fan) {
      fan.with[q].push_back({column.minute.value(), column.with[q]});
      fan.without[q].push_back({column.minute.value(), column.without[q]});
    }
  }
  return fan;
}

std::vector<PriceLine> price_lines(const OutcomeView& view) {
  std::vector<PriceLine> lines;
  for (const auto& at : view.outcome.levels) {
    const auto reached = fmt::format("reached in {}", chart::percent({at.touched.with.value}));
    lines.push_back({at.level.name, at.level.price.value(), reached, {view.palette.absolute_gamma, 1.3}});
  }
  if (const auto& pin = view.scenario.pin) {
    lines.push_back(
        {"Pin",
         pin->strike.value(),
         fmt::format("±${:g}: {}", pin->tolerance.value(), chart::percent({view.outcome.pinned.with.value})),
         {view.palette.flip, 1.5, "9 3 2 3"},
         "pin"});
  }
  return lines;
}

void shade(const chart::Plot& plot, const std::vector<Point>& low, const std::vector<Point>& high,
           std::string_view opacity) {
  std::vector<Point> outline;
  for (const auto& point : low) outline.push_back(plot.at(point));
  for (auto point = high.rbegin(); point != high.rend(); ++point) outline.push_back(plot.at(*point));
  plot.svg.element("path", {{"d", chart::path_through(outline) + "Z"},
                            {"fill", plot.palette.expected_move},
                            {"fill-opacity", opacity},
                            {"data-part", "fan-with"}});
}

void draw_clock(const OutcomeView& view, const chart::Plot& plot) {
  constexpr double widest = 62;  // pixels of a label with air
  const auto& area = plot.area;
  for (const auto& tick : clock_ticks(view.scenario, static_cast<std::size_t>(std::max(2.0, area.width() / widest)))) {
    const double x = plot.x.at(tick.minute.value());
    view.svg.line({x, area.top}, {x, area.bottom},
                  {{"stroke", tick.opens ? view.palette.axis : view.palette.grid}, {"stroke-width", 1}});
    chart::write_text(view.svg, {x, area.bottom + 16}, tick.text, {10.5}, view.palette.muted, chart::Anchor::middle);
  }
}

}  // namespace

Interval prices_shown(const OutcomeView& view) {
  std::vector<double> prices{view.scenario.spot.value()};
  for (const auto& column : view.outcome.fan) {
    prices.insert(prices.end(),
                  {column.with[lowest], column.with[highest], column.without[lowest], column.without[highest]});
  }
  return with_near(chart::holding(prices, false), price_lines(view));
}

void draw_fan_panel(const OutcomeView& view, const Rect& area, double levels_right, const Rect& column) {
  const auto plot =
      chart::plot_of(view.svg, view.palette, area, {0, view.scenario.minutes.value()}, prices_shown(view));
  const auto [with, without] = fan_of(view);
  chart::draw_ground(plot,
                     area.width() > 480
                         ? "Price, $ a share: where half and nine tenths of the paths are, and the median"
                         : "Price, $ a share",
                     [](double usd) { return chart::price_text(Spot{usd}); });
  draw_clock(view, plot);
  shade(plot, with[lowest], with[highest], "0.16");
  shade(plot, with[1], with[3], "0.26");
  const chart::LineLook with_look{view.palette.expected_move, 2.2}, outline{view.palette.ink, 1, "4 3"};
  const chart::LineLook without_look{view.palette.ink, 1.6, "4 3"};
  for (std::size_t q = 0; q < quantiles; ++q) {
    chart::draw_line(plot, without[q], q == median ? without_look : outline, "fan-without");
  }
  chart::draw_line(plot, with[median], with_look, "median-with");
  auto labels = draw_price_lines(plot, levels_right, price_lines(view));
  const auto ends = [](const std::array<std::vector<Point>, quantiles>& fan) {
    return fmt::format("{} to {}", chart::price_text(Spot{fan[lowest].back().y}),
                       chart::price_text(Spot{fan[highest].back().y}));
  };
  labels.push_back({.y = plot.y.at(with[highest].back().y),
                    .name = "With dealers (filled)",
                    .detail = ends(with),
                    .look = {view.palette.expected_move, 7},
                    .importance = 2});
  labels.push_back({.y = plot.y.at(without[lowest].back().y),
                    .name = "Without (outlined)",
                    .detail = ends(without),
                    .look = without_look,
                    .importance = 2});
  draw_side_labels(plot, column, labels);
}

}  // namespace gammafield::laboratory
