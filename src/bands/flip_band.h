#pragma once

#include <optional>

#include "bands/cell_profiles.h"
#include "bands/draws.h"
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

/// A draw's crossing is found between neighbouring spots of the profiles' grid and interpolated, within 3e-5 of spot;
/// the five prices reported are then settled by re-pricing their draws, to a few units in the last place. Two crossings
/// of one draw between two neighbouring spots are not seen.
[[nodiscard]] FlipBand flip_band(const CellProfiles&, const Draws&, market::Spot);

}  // namespace gammafield::bands
