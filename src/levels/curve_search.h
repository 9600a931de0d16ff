#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "market/units.h"

/// Root and minimum of a curve over spot, for flips and for the edges of the battle zone.
namespace gammafield::levels {

using Curve = std::function<double(market::Spot)>;

struct CurvePoint {
  market::Spot spot;
  double value = 0;
};

/// What is known of a curve around a bracket; all of it saves evaluations alone.
struct CurveKnown {
  /// The points before and after: how it bends between.
  std::optional<std::array<CurvePoint, 2>> beyond;
  /// Where it jumps between two spots, ascending.
  std::function<std::vector<market::Spot>(market::Spot low, market::Spot high)> jumps;
};

/// The root between two points of opposite sign, to 1e-13 of spot, by Brent's method; where the curve jumps across
/// zero, the side of the jump that is nearer to it. Requires low.value and high.value of opposite sign, or one of them
/// zero.
[[nodiscard]] market::Spot crossing(const Curve&, CurvePoint low, CurvePoint high, const CurveKnown& = {});

/// The lowest point between two spots, by golden section, to 1e-12 of spot; stops at the first value below zero.
/// Of several local minima it finds one.
[[nodiscard]] CurvePoint lowest_point(const Curve&, market::Spot low, market::Spot high);

}  // namespace gammafield::levels
