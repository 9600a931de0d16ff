#pragma once

#include <cstddef>
#include <cstdint>

#include "research/hit_rate.h"

/// Made-up days of which it is known whether walls matter: what every study is tested on before it is believed
/// (docs/methods.md 7.8).
namespace gammafield::research {

enum class WorldKind : std::uint8_t {
  walk,         ///< normal steps, livelier at the open and the close
  garch_jumps,  ///< volatility that clusters, and jumps of either sign
};

/// What hedging would do at a wall, planted. Speeds in expected moves a session; it fades as a bell of this width.
struct Plant {
  double reflecting = 0;  ///< away from the wall, back to the side price came from
  double pulling = 0;     ///< to the wall, from either side
  double momentum = 0;    ///< each minute's return goes on by this part of itself: dealers short of gamma
  double width = 0.15;    ///< standard deviation of the bell, in expected moves
};

struct WorldRule {
  WorldKind kind = WorldKind::walk;
  Plant plant;
  std::size_t days = 60;
  std::uint64_t seed = 1;
};

/// Days of one symbol, `XYZ`, one minute apart, from 2024-01-02 on: exposures at random strikes, levels known from the
/// evening before. Both walls by net exposure carry the plant; without one no level means anything.
[[nodiscard]] SymbolDays made_up_days(const WorldRule&);

/// The same prices with each day's levels those of another day, as far from its price: real days on which no wall is
/// where it was.
[[nodiscard]] SymbolDays permuted_walls(const SymbolDays&, std::uint64_t seed);

}  // namespace gammafield::research
