#include "chart/profile_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace gammafield::chart {
namespace {

using market::UsdPerPercent;

struct ProfilePainter {
  const Canvas& canvas;
  const Rect& panel;
  ExposureAxis axis;

  [[nodiscard]] Point at(const CurvePoint& point) const { return {axis.x(point.net), canvas.prices.y(point.spot)}; }
  [[nodiscard]] Point on_zero(market::Spot price) const { return at({price, UsdPerPercent{0}}); }
};

void draw_run(const ProfilePainter& painter, const SignedRun& run) {
  std::vector<Point> outline{painter.on_zero(run.points.front().spot)};
  for (const auto& point : run.points) outline.push_back(painter.at(point));
  outline.push_back(painter.on_zero(run.points.back().spot));
  const auto colour = run.positive ? painter.canvas.palette.positive : painter.canvas.palette.negative;
  painter.canvas.svg.element("path", {{"d", path_through(outline) + "Z"}, {"fill", colour}, {"fill-opacity", "0.22"}});
}

void draw_curve(const ProfilePainter& painter, const SignedRun& run) {
  std::vector<Point> points;
  for (const auto& point : run.points) points.push_back(painter.at(point));
  const auto colour = run.positive ? painter.canvas.palette.positive : painter.canvas.palette.negative;
  painter.canvas.svg.element("path", {{"d", path_through(points)},
                                      {"fill", "none"},
                                      {"stroke", colour},
                                      {"stroke-width", 2.2},
                                      {"stroke-linejoin", "round"}});
}

void draw_flips(const ProfilePainter& painter, const levels::Levels& levels) {
  const auto& [canvas, panel, axis] = painter;
  for (const auto& root : levels.flips.roots) {
    if (!canvas.prices.shows(root.price) || (levels.flip && root.price == levels.flip->price)) continue;
    canvas.svg.circle({painter.on_zero(root.price), 4.5}, {{"fill", canvas.palette.panel},
                                                           {"stroke", canvas.palette.flip},
                                                           {"stroke-width", 1.8},
                                                           {"data-root", fmt::format("{}", root.price.value())}});
  }
  if (!levels.flip || !canvas.prices.shows(levels.flip->price)) return;
  canvas.svg.circle({painter.on_zero(levels.flip->price), 6},
                    {{"fill", canvas.palette.flip},
                     {"stroke", canvas.palette.panel},
                     {"stroke-width", 1.8},
                     {"data-flip", fmt::format("{}", levels.flip->price.value())}});
}

/// Spot on the curve: net GEX now.
void draw_spot(const ProfilePainter& painter, const engine::Report& report) {
  const auto net = report.levels.totals.net_gex;
  if (!std::isfinite(net.value())) return;
  // Small enough to leave the flip's mark to be seen around it.
  const Circle mark{painter.at({report.spot, net}), 4};
  painter.canvas.svg.circle(mark, {{"fill", painter.canvas.palette.ink}, {"stroke", painter.canvas.palette.panel}});
}

}  // namespace

std::optional<Interval> exposure_of(std::span<const CurvePoint> curve) {
  Interval usd{0, 0};
  for (const auto& point : curve) {
    usd = {std::min(usd.low, point.net.value()), std::max(usd.high, point.net.value())};
  }
  return with_room(usd);
}

void draw_profile(const Canvas& canvas, const Rect& panel, const std::optional<Interval>& usd,
                  std::span<const CurvePoint> curve, const engine::Report& report) {
  if (!usd) return draw_message(canvas, panel, "No profile: the book has no exposure.");
  const ProfilePainter painter{canvas, panel, ExposureAxis{*usd, panel}};
  const auto runs = signed_runs(curve);
  canvas.svg.open("g", {{"data-part", "profile"}});
  for (const auto& run : runs) draw_run(painter, run);
  for (const auto& run : runs) draw_curve(painter, run);
  draw_flips(painter, report.levels);
  draw_spot(painter, report);
  canvas.svg.close();
}

}  // namespace gammafield::chart
