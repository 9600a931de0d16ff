#include "chart/fan_panel.h"

#include <fmt/format.h>

#include <algorithm>

namespace gammafield::chart {
namespace {

using bands::FanPoint;
using bands::Quantiles;
using market::UsdPerPercent;

struct FanPainter {
  const Canvas& canvas;
  const Rect& panel;
  ExposureAxis axis;
  const std::vector<FanPoint>& fan;

  [[nodiscard]] Point at(const FanPoint& point, UsdPerPercent net) const {
    return {axis.x(net), canvas.prices.y(point.spot)};
  }
  using Side = UsdPerPercent Quantiles<UsdPerPercent>::*;

  void shade(Side low, Side high, std::string_view opacity) const {
    std::vector<Point> outline;
    for (const auto& point : fan) outline.push_back(at(point, point.net.*low));
    for (auto point = fan.rbegin(); point != fan.rend(); ++point) outline.push_back(at(*point, point->net.*high));
    canvas.svg.element(
        "path",
        {{"d", path_through(outline) + "Z"}, {"fill", canvas.palette.expected_move}, {"fill-opacity", opacity}});
  }
  void line(Side which) const {
    std::vector<Point> points;
    for (const auto& point : fan) points.push_back(at(point, point.net.*which));
    canvas.svg.element("path", {{"d", path_through(points)},
                                {"fill", "none"},
                                {"stroke", canvas.palette.expected_move},
                                {"stroke-width", 2.2},
                                {"data-part", "median"}});
  }
};

/// Pixels down from the top of a stretch of prices that is held within the picture.
double y_of(const Canvas& canvas, market::Spot price) {
  const auto [low, high] = canvas.prices.prices();
  return canvas.prices.y(market::Spot{std::clamp(price.value(), low, high)});
}

void draw_flip_band(const FanPainter& painter, const bands::FlipBand& flip) {
  if (!flip.price) return;
  const auto& canvas = painter.canvas;
  const double x = painter.axis.x(UsdPerPercent{0});
  const auto stretch = [&](market::Spot low, market::Spot high, double half_width, std::string_view opacity) {
    canvas.svg.rect({x - half_width, y_of(canvas, high), x + half_width, y_of(canvas, low)},
                    {{"fill", canvas.palette.flip}, {"fill-opacity", opacity}, {"rx", half_width}});
  };
  canvas.svg.open("g", {{"data-part", "flip-band"}});
  stretch(flip.price->q05, flip.price->q95, 2, "0.6");
  stretch(flip.price->q25, flip.price->q75, 5, "0.75");
  if (canvas.prices.shows(flip.price->q50)) {
    canvas.svg.circle({{x, canvas.prices.y(flip.price->q50)}, 6.5},
                      {{"fill", flip.solid() ? canvas.palette.flip : canvas.palette.panel},
                       {"stroke", canvas.palette.flip},
                       {"stroke-width", 2},
                       {"data-flip", fmt::format("{}", flip.price->q50.value())}});
  }
  canvas.svg.close();
}

}  // namespace

std::vector<FanPoint> in_view(const std::vector<FanPoint>& fan, Interval prices) {
  std::vector<FanPoint> seen;
  for (const auto& point : fan)
    if (prices.contains(point.spot.value())) seen.push_back(point);
  return seen;
}

std::optional<Interval> exposure_of(const std::vector<FanPoint>& fan) {
  Interval usd{0, 0};
  for (const auto& point : fan)
    usd = {std::min(usd.low, point.net.q05.value()), std::max(usd.high, point.net.q95.value())};
  return with_room(usd);
}

void draw_fan(const Canvas& canvas, const Rect& panel, const Interval& usd, const std::vector<FanPoint>& fan,
              const bands::FlipBand& flip) {
  const FanPainter painter{canvas, panel, ExposureAxis{usd, panel}, fan};
  using Net = Quantiles<UsdPerPercent>;
  canvas.svg.open("g", {{"data-part", "fan"}});
  painter.shade(&Net::q05, &Net::q95, "0.16");
  painter.shade(&Net::q25, &Net::q75, "0.26");
  painter.line(&Net::q50);
  canvas.svg.close();
  draw_flip_band(painter, flip);
}

}  // namespace gammafield::chart
