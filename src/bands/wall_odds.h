#pragma once

#include <optional>
#include <vector>

#include "market/units.h"

namespace gammafield::bands {

struct StrikeOdds {
  market::Strike strike;
  double p = 0;  ///< share of the draws in which this strike is the wall
  /// Mean over the draws of its place among the strikes of its side; 1 is the wall. None where it was not looked for.
  std::optional<double> expected_rank;
};

/// Which strike is the wall, draw by draw.
struct WallOdds {
  std::vector<StrikeOdds> strikes;  ///< every strike that is the wall in some draw; the most probable first
  double p_none = 1;                ///< share of the draws without such a wall
  /// Drawn solid, not dashed: one strike is it in at least half of the draws.
  [[nodiscard]] bool solid() const { return !strikes.empty() && strikes.front().p >= 0.5; }
  /// 0 for a strike that is never the wall.
  [[nodiscard]] double p_of(market::Strike) const;
};

}  // namespace gammafield::bands
