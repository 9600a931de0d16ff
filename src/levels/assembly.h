#pragma once

#include <functional>

#include "levels/levels.h"
#include "market/units.h"

/// The levels that follow from others at the same spot.
namespace gammafield::levels {

/// A wall with its attributes.
using Described = std::function<Wall(const WallStrike&)>;

/// Walls, and the strikes that peak. Requires strikes.
void add_walls(Levels&, market::Spot, const LevelSettings&, const Described&);

/// For the flips of the re-priced book, whose profile a dynamic book's is not. Requires totals and flips.
[[nodiscard]] KnownExposure known_exposure(const Levels&, const exposure::DynamicBook*);

/// All that is left once strikes, totals, expected move, walls, flips by re-pricing, flip_grid60, flip_local and open
/// interest are there; battle zone and mean exposure excepted.
void add_the_rest(Levels&, market::Spot, const LevelSettings&);

}  // namespace gammafield::levels
