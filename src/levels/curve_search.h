#pragma once

#include <functional>
#include <vector>

#include "market/units.h"

/// Root and minimum of a curve over spot, for flips and for the edges of the battle zone.
namespace gammafield::levels {

using Curve = std::function<double(market::Spot)>;

struct CurvePoint {
  market::Spot spot;
  double value = 0;
};

/// Where a curve jumps between two spots, ascending.
using Jumps = std::function<std::vector<market::Spot>(market::Spot low, market::Spot high)>;

/// Those of a re-priced book's exposure: one of European options has none.
template <class Book>
[[nodiscard]] Jumps jumps_of(const Book& book) {
  if constexpr (requires(market::Spot spot) { book.jumps(spot, spot); })
    return [&book](market::Spot low, market::Spot high) {
      std::vector<market::Spot> spots;
      for (const auto& jump : book.jumps(low, high)) spots.push_back(jump.spot);
      return spots;
    };
  return {};
}

/// The root between two points of opposite sign, to 1e-13 of spot, by Brent's method; where the curve jumps across
/// zero, the side of the jump that is nearer to it. Jumps that are told save the bisection down to them. Requires
/// low.value and high.value of opposite sign, or one of them zero.
[[nodiscard]] market::Spot crossing(const Curve&, CurvePoint low, CurvePoint high, const Jumps& = {});

/// The lowest point between two spots, by golden section, to 1e-12 of spot; stops at the first value below zero.
/// Of several local minima it finds one.
[[nodiscard]] CurvePoint lowest_point(const Curve&, market::Spot low, market::Spot high);

}  // namespace gammafield::levels
