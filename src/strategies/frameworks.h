#pragma once

#include "strategies/rule.h"

/// The strategies of docs/methods.md 1.4.17, one file each. Where that text leaves something open (a target, a width, a
/// time to go) the parameter's source is `own`. em: expected moves of the session. Where a rule takes the last quotes
/// of an evening for its own, it is one that opens after them.
namespace gammafield::strategies {

[[nodiscard]] Strategy magnet();              ///< W1
[[nodiscard]] Strategy ceiling();             ///< W2
[[nodiscard]] Strategy floor_at_put_wall();   ///< W3
[[nodiscard]] Strategy premium();             ///< T1
[[nodiscard]] Strategy volatility_at_flip();  ///< T2
[[nodiscard]] Strategy fade_false_break();    ///< T3
[[nodiscard]] Strategy follow_the_flip();     ///< T4

}  // namespace gammafield::strategies
