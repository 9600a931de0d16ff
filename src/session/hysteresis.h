#pragma once

#include <optional>

#include "levels/no_level.h"
#include "levels/wall.h"

/// A wall does not move for a whim (docs/methods.md 1.4.12).
namespace gammafield::session {

/// Share by which another strike must be worth more than the incumbent; 0: the plain winner always.
inline constexpr double hysteresis_default = 0.10;

/// The wall with memory: the incumbent, unless another strike is worth strictly more than 1 + h times what it is worth
/// now. `best`: the plain winner of this moment, or why there is none. `incumbent`: the standing wall at its value of
/// this moment (levels::call_wall_at, put_wall_at), wherever spot is by now; none where there is none yet or it must
/// go: no longer listed, worth nothing, broken. Where nothing else can be elected the incumbent stays. Requires h >= 0.
[[nodiscard]] levels::Level<levels::WallStrike> elected(const levels::Level<levels::WallStrike>& best,
                                                        const std::optional<levels::WallStrike>& incumbent, double h);

}  // namespace gammafield::session
