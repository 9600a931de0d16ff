#pragma once

#include <optional>

#include "bands/quantiles.h"
#include "market/units.h"

namespace gammafield::bands {

/// Where the primary flip lies, draw by draw: the crossing nearest to spot in log distance within the domain.
struct FlipBand {
  std::optional<Quantiles<market::Spot>> price;  ///< over the draws that have one; none when no draw has
  double p_none = 1;                             ///< share of the draws without one
  double p_near_median = 0;  ///< share of all draws whose flip lies within 1 % of spot of the median one

  /// Drawn solid, not dashed: at least half of the draws agree on it within 1 % of spot.
  [[nodiscard]] bool solid() const { return p_near_median >= 0.5; }
};

}  // namespace gammafield::bands
