#pragma once

#include <cstdint>

#include "levels/wall.h"
#include "market/units.h"

/// What a wall is elected by, for whoever holds the same election over other numbers (docs/methods.md 1.4.2 to 1.4.4).
namespace gammafield::levels {

enum class Where : std::uint8_t { anywhere, at_or_above, at_or_below, below };  ///< against spot
[[nodiscard]] bool is_in(Where, market::Strike, market::Spot);

/// Largest value wins, or the most negative one.
enum class Wanted : std::int8_t { positive = 1, negative = -1 };

struct WallRule {
  Measure measure = Measure::net;
  Where where = Where::anywhere;
  Wanted wanted = Wanted::positive;
};
[[nodiscard]] WallRule call_wall_rule(Basis, CallWallSide);
[[nodiscard]] WallRule put_wall_rule(PutWallRule);

/// The election by any rule.
[[nodiscard]] Level<WallStrike> elect(std::span<const exposure::StrikeExposure>, market::Spot, const WallRule&);

}  // namespace gammafield::levels
