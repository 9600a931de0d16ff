#pragma once

#include <string>

#include "session/advance.h"

/// Happenings put into words, as events.
namespace gammafield::session {

[[nodiscard]] std::string wall_name(levels::Side);  ///< `Call wall`, `Put wall`

/// The event; an attempt that has ended is noted as well.
void note(Happenings&, levels::Side, const WallEvent&);
void note(Happenings&, Migration);

}  // namespace gammafield::session
