#pragma once

#include <span>
#include <vector>

#include "bands/cells.h"
#include "bands/draws.h"
#include "exposure/by_strike.h"
#include "levels/wall_rule.h"
#include "market/units.h"

namespace gammafield::bands {

struct StrikeOdds {
  market::Strike strike;
  double p = 0;              ///< share of the draws in which this strike is the wall
  double expected_rank = 1;  ///< mean over the draws of its place among the strikes of its side; 1 is the wall
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

/// The same election as levels::elect, ties and all, over each draw's net exposures; a rule that does not look at net
/// exposures elects the same strike whatever the dealers hold. `strikes`: the book's own, by_strike.
[[nodiscard]] WallOdds wall_odds(std::span<const exposure::StrikeExposure> strikes, std::span<const Cell>, const Draws&,
                                 market::Spot, const levels::WallRule&);

}  // namespace gammafield::bands
