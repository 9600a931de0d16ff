#pragma once

#include <span>

#include "bands/draw_columns.h"
#include "bands/draws.h"
#include "bands/strike_cells.h"
#include "bands/wall_odds.h"
#include "exposure/by_strike.h"
#include "levels/wall_rule.h"
#include "market/units.h"

namespace gammafield::bands {

/// A book's strikes with spot somewhere: what walls are elected from.
struct StrikesThere {
  market::Spot spot;
  std::span<const exposure::StrikeExposure> strikes;  ///< the book's own, by_strike
  const StrikeCells& cells;                           ///< of these strikes
  std::span<const double> worth;                      ///< cells.worth() there
};

/// The same election as levels::elect, ties and all, over each draw's net exposures; a rule that does not look at net
/// exposures elects the same strike whatever the dealers hold. Without ranks.
[[nodiscard]] WallOdds wall_odds(const StrikesThere&, const DrawColumns&, const levels::WallRule&);
/// Their ranks, for which every strike is looked at in every draw: ten times the work. `rule`: theirs.
void add_ranks(WallOdds&, const StrikesThere&, const Draws&, const levels::WallRule& rule);

}  // namespace gammafield::bands
