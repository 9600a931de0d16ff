#include "laboratory/path_panels.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "chart/text_width.h"
#include "laboratory/path_series.h"
#include "laboratory/session_clock.h"
#include "laboratory/side_labels.h"

namespace gammafield::laboratory {
namespace {

using chart::Interval;
using chart::Point;
using chart::Rect;
using market::Spot;

constexpr double label_gap = 10;  // pixels between a panel and its labels

Interval minutes_of(const PathView& view) { return {0, view.scenario.minutes.value()}; }

Rect column_beside(const PathView& view, const Rect& panel) {
  return {panel.right + label_gap, panel.top - 10, view.labels_right, panel.bottom + 10};
}

chart::LineLook with_look(const chart::Palette& palette) { return {palette.expected_move, 1.9}; }
chart::LineLook without_look(const chart::Palette& palette) { return {palette.muted, 1.4, "3 3"}; }

std::vector<std::pair<double, ClockTick>> placed_ticks(const PathView& view, const Rect& panel) {
  constexpr double widest = 62;  // pixels of a label with air
  const chart::Scale x{minutes_of(view), {panel.left, panel.right}};
  std::vector<std::pair<double, ClockTick>> placed;
  for (auto& tick : clock_ticks(view.scenario, static_cast<std::size_t>(std::max(2.0, panel.width() / widest)))) {
    const double at = x.at(tick.minute.value());
    placed.emplace_back(at, std::move(tick));
  }
  return placed;
}

/// The panel's ground with its value axis and the clock's lines.
chart::Plot ground(const PathView& view, const Rect& area, Interval values, std::string_view caption,
                   const chart::ValueText& text) {
  const auto plot = chart::plot_of(view.svg, view.palette, area, minutes_of(view), values);
  chart::draw_ground(plot, caption, text);
  for (const auto& [x, tick] : placed_ticks(view, area)) {
    view.svg.line({x, area.top}, {x, area.bottom},
                  {{"stroke", tick.opens ? view.palette.axis : view.palette.grid}, {"stroke-width", 1}});
  }
  return plot;
}

std::vector<double> values_of(std::initializer_list<const Series*> all) {
  std::vector<double> values;
  for (const auto* series : all) {
    for (const auto& point : *series) values.push_back(point.y);
  }
  return values;
}

SideLabel end_label(const chart::Plot& plot, const Series& series, std::string name, std::string detail,
                    const chart::LineLook& look) {
  const double last = series.empty() ? plot.y.from().low : series.back().y;
  return {.y = plot.y.at(last), .name = std::move(name), .detail = std::move(detail), .look = look, .importance = 2};
}

std::vector<PriceLine> price_lines(const PathView& view) {
  const auto& [scenario, path, svg, palette, right] = view;
  std::vector<PriceLine> lines;
  for (const auto& level : scenario.levels) {
    lines.push_back({level.name, level.price.value(), race_text(scenario, path, level), {palette.absolute_gamma, 1.3}});
  }
  if (scenario.pin) {
    const double away = std::abs(path.steps.back().spot.value() - scenario.pin->strike.value());
    lines.push_back({"Pin",
                     scenario.pin->strike.value(),
                     fmt::format("±${:g}: {}", scenario.pin->tolerance.value(),
                                 away <= scenario.pin->tolerance.value() ? "pinned" : "not pinned"),
                     {palette.flip, 1.5, "9 3 2 3"},
                     "pin"});
  }
  return lines;
}

void draw_pin_band(const chart::Plot& plot, const hedging::Pin& pin) {
  const auto [low, high] = plot.y.from();
  const double strike = pin.strike.value(), away = pin.tolerance.value();
  const double from = std::clamp(strike - away, low, high), to = std::clamp(strike + away, low, high);
  plot.svg.rect({plot.area.left, plot.y.at(to), plot.area.right, plot.y.at(from)},
                {{"fill", plot.palette.flip}, {"fill-opacity", "0.14"}, {"data-part", "pin-band"}});
}

void draw_bar(const chart::Plot& plot, const HedgingBar& bar, double usd) {
  if (usd == 0) return;
  constexpr double air = 0.12;  // of a bar's width
  const double left = plot.x.at(bar.from.value()), right = plot.x.at(bar.to.value());
  const double margin = air * (right - left), zero = plot.y.at(0), end = plot.y.at(usd);
  plot.svg.rect(
      {left + margin, std::min(zero, end), right - margin, std::max(zero, end)},
      {{"fill", usd > 0 ? plot.palette.positive : plot.palette.negative}, {"data-usd", fmt::format("{:.0f}", usd)}});
}

std::string minutes_text(double minutes) {
  const auto rounded = std::round(minutes * 100) / 100;
  return fmt::format("{:g} min", rounded);
}

std::string percent_a_year(double vol) { return fmt::format("{:.1f} % a year", vol); }

}  // namespace

void draw_price_panel(const PathView& view, const Rect& area) {
  const auto with = spots(view.path, true), without = spots(view.path, false);
  const auto lines = price_lines(view);
  const auto prices = with_near(chart::holding(values_of({&with, &without}), false), lines);
  const auto plot =
      ground(view, area, prices, "Price, $ a share", [](double usd) { return chart::price_text(Spot{usd}); });
  if (view.scenario.pin) draw_pin_band(plot, *view.scenario.pin);
  auto labels = draw_price_lines(plot, area.right, lines);
  const auto with_line = with_look(view.palette), without_line = without_look(view.palette);
  chart::draw_line(plot, with, with_line, "with-dealers");
  chart::draw_line(plot, without, without_line, "without-dealers");
  const auto end = [](const Series& series) { return "ends at " + chart::price_text(Spot{series.back().y}); };
  labels.push_back(end_label(plot, with, "With dealers", end(with), with_line));
  labels.push_back(end_label(plot, without, "Without dealers", end(without), without_line));
  draw_side_labels(plot, column_beside(view, area), labels);
}

void draw_inventory_panel(const PathView& view, const Rect& area) {
  const auto [options, hedge, net] = inventory(view.scenario, view.path);
  const auto text = [](double shares) { return chart::signed_shares(market::Shares{shares}); };
  const auto plot =
      ground(view, area, chart::holding(values_of({&options, &hedge, &net}), true),
             view.scenario.dealers.size() > 1 ? "All dealers' inventory together after each step, shares (+ long)"
                                              : "Dealer's inventory after each step, shares (+ long)",
             text);
  struct Shown {
    const Series& series;
    std::string_view name, part;
    chart::LineLook look;
  };
  const Shown all[] = {{options, "Options' delta", "options", {view.palette.flip, 1.7, "7 3"}},
                       {hedge, "Stock held", "hedge", {view.palette.absolute_gamma, 1.7, "2 2.5"}},
                       {net, "Net", "net", {view.palette.ink, 1.5}}};
  std::vector<SideLabel> labels;
  for (const auto& [series, name, part, look] : all) {
    chart::draw_line(plot, series, look, part);
    labels.push_back(end_label(plot, series, fmt::format("{} {}", name, text(series.back().y)), "", look));
  }
  draw_side_labels(plot, column_beside(view, area), labels);
}

void draw_hedging_panel(const PathView& view, const Rect& area) {
  constexpr double narrowest = 4;  // pixels of a bar
  const auto bars = hedging_bars(view.path, static_cast<std::size_t>(area.width() / narrowest));
  std::vector<double> values;
  double bought = 0, sold = 0;
  for (const auto& bar : bars) {
    values.insert(values.end(), {bar.bought, -bar.sold});
    bought += bar.bought;
    sold += bar.sold;
  }
  const double each = bars.empty() ? 0 : bars.front().to.value() - bars.front().from.value();
  const auto plot = ground(view, area, chart::holding(values, true),
                           fmt::format("Dealers' trades, $ of stock in each {} (▲ bought, ▼ sold)", minutes_text(each)),
                           [](double usd) { return chart::signed_money(market::Usd{usd}); });
  view.svg.open("g", {{"data-part", "hedging"}});
  for (const auto& bar : bars) {
    draw_bar(plot, bar, bar.bought);
    draw_bar(plot, bar, -bar.sold);
  }
  view.svg.close();
  const auto money = [](double usd) { return chart::money(market::Usd{usd}); };
  const auto label = [](double y, std::string name, std::string detail, std::string_view colour) {
    return SideLabel{.y = y, .name = std::move(name), .detail = std::move(detail), .look = {colour, 6}};
  };
  draw_side_labels(plot, column_beside(view, area),
                   {label(area.top + 8, "▲ Bought", money(bought) + " in all", view.palette.positive),
                    label(area.bottom - 8, "▼ Sold", money(sold) + " in all", view.palette.negative)});
}

void draw_volatility_panel(const PathView& view, const Rect& area) {
  const auto with = running_volatility(view.scenario, view.path, true);
  const auto without = running_volatility(view.scenario, view.path, false);
  const auto marked = marked_volatility(view.scenario, view.path);
  const std::size_t window = volatility_window(view.path);
  const auto plot = ground(view, area, chart::holding(values_of({&with, &without, &marked}), true),
                           fmt::format("Volatility, % a year: realised over the last {} steps ({}), and implied",
                                       window, minutes_text(static_cast<double>(window) * view.scenario.step.value())),
                           [](double vol) { return fmt::format("{:g} %", vol); });
  const auto& palette = view.palette;
  const chart::LineLook marked_look{palette.flip, 1.7, "9 3 2 3"};
  chart::draw_line(plot, with, with_look(palette), "volatility-with");
  chart::draw_line(plot, without, without_look(palette), "volatility-without");
  chart::draw_line(plot, marked, marked_look, "volatility-marked");
  std::vector<SideLabel> labels;
  const auto add = [&](const Series& series, std::string_view name, const chart::LineLook& look) {
    if (!series.empty())
      labels.push_back(end_label(plot, series, std::string{name}, percent_a_year(series.back().y), look));
  };
  add(with, "With dealers", with_look(palette));
  add(without, "Without dealers", without_look(palette));
  add(marked, "Implied, their marks", marked_look);
  draw_side_labels(plot, column_beside(view, area), labels);
}

void draw_clock(const PathView& view, const Rect& lowest) {
  constexpr chart::Font font{10.5};
  for (const auto& [x, tick] : placed_ticks(view, lowest)) {
    chart::write_text(view.svg, {x, lowest.bottom + 16}, tick.text, font, view.palette.muted, chart::Anchor::middle);
  }
}

}  // namespace gammafield::laboratory
