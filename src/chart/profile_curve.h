#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "chart/geometry.h"
#include "exposure/profile.h"
#include "levels/flip.h"
#include "market/units.h"

namespace gammafield::chart {

/// Net GEX if spot were there, positions and volatilities frozen.
struct CurvePoint {
  market::Spot spot;
  market::UsdPerPercent net;
};

/// The profile at `points` even steps over the window and at each root in it, ascending. What is not finite is left
/// out. Requires a window above zero. The roots are on it as zeros, so that the drawn curve crosses zero where the flip
/// says.
[[nodiscard]] std::vector<CurvePoint> profile_curve(const exposure::RepricedBook&, Interval window,
                                                    std::span<const levels::FlipRoot>, std::size_t points);
/// The same of a profile already taken over the window.
[[nodiscard]] std::vector<CurvePoint> profile_curve(std::span<const exposure::ProfilePoint>, Interval window,
                                                    std::span<const levels::FlipRoot>);

/// A stretch of the curve of one sign, from zero to zero or to the end of the curve.
struct SignedRun {
  bool positive = true;
  std::vector<CurvePoint> points;
};

/// The curve cut where it crosses zero, the crossing itself (straight between neighbours) in both parts.
[[nodiscard]] std::vector<SignedRun> signed_runs(std::span<const CurvePoint>);

}  // namespace gammafield::chart
