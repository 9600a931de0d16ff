#pragma once

#include "levels/levels.h"
#include "session/memory.h"
#include "session/report.h"

namespace gammafield::session {

/// What wins by the settings' rule without any memory.
[[nodiscard]] levels::Level<levels::WallStrike> plain_wall(levels::Side, const levels::Levels&);

/// One side's standing wall as a Report tells it. Requires the memory's wall where `standing` is one.
[[nodiscard]] levels::Level<WallReport> wall_report(levels::Side, const levels::Level<levels::WallStrike>& standing,
                                                    const Memory&, const levels::Levels&);

}  // namespace gammafield::session
