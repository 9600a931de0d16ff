#pragma once

#include <functional>

#include "market/units.h"

/// Root and minimum of a curve over spot, for flips and for the edges of the battle zone.
namespace gammafield::levels {

using Curve = std::function<double(market::Spot)>;

struct CurvePoint {
  market::Spot spot;
  double value = 0;
};

/// The root between two points of opposite sign, by Brent's method, to a few units in the last place.
/// Requires low.value and high.value of opposite sign, or one of them zero.
[[nodiscard]] market::Spot crossing(const Curve&, CurvePoint low, CurvePoint high);

/// The lowest point between two spots, by golden section, to 1e-12 of spot; stops at the first value below zero.
/// Of several local minima it finds one.
[[nodiscard]] CurvePoint lowest_point(const Curve&, market::Spot low, market::Spot high);

}  // namespace gammafield::levels
