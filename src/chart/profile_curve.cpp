#include "chart/profile_curve.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace gammafield::chart {
namespace {

/// Where the straight line between them is zero; `a` itself when it is zero there. Requires a.net != b.net.
CurvePoint crossing(const CurvePoint& a, const CurvePoint& b) {
  const double part = a.net.value() / (a.net.value() - b.net.value());
  return {market::Spot{a.spot.value() + part * (b.spot.value() - a.spot.value())}, market::UsdPerPercent{0}};
}

}  // namespace

std::vector<CurvePoint> profile_curve(const exposure::RepricedBook& book, Interval window,
                                      std::span<const levels::FlipRoot> roots, std::size_t points) {
  return profile_curve(exposure::curve(book, market::Spot{window.low}, market::Spot{window.high}, points), window,
                       roots);
}

std::vector<CurvePoint> profile_curve(std::span<const exposure::ProfilePoint> profile, Interval window,
                                      std::span<const levels::FlipRoot> roots) {
  std::vector<CurvePoint> curve;
  for (const auto& point : profile) {
    if (std::isfinite(point.net.value())) curve.push_back({point.spot, point.net});
  }
  for (const auto& root : roots) {
    if (window.contains(root.price.value())) curve.push_back({root.price, market::UsdPerPercent{0}});
  }
  std::ranges::sort(curve, {}, &CurvePoint::spot);
  return curve;
}

std::vector<SignedRun> signed_runs(std::span<const CurvePoint> curve) {
  std::vector<SignedRun> runs;
  std::optional<CurvePoint> before;
  for (const auto& point : curve) {
    const double net = point.net.value();
    if (net != 0 && (runs.empty() || runs.back().positive != (net > 0))) {
      SignedRun next{net > 0, {}};
      if (before) next.points.push_back(crossing(*before, point));
      if (!runs.empty() && before->net.value() != 0) runs.back().points.push_back(next.points.back());
      runs.push_back(std::move(next));
    }
    if (!runs.empty()) runs.back().points.push_back(point);
    before = point;
  }
  return runs;
}

}  // namespace gammafield::chart
