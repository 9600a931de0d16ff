#pragma once

#include "base/random.h"
#include "market/calendar.h"
#include "research/sheet.h"

/// Levels that mean nothing.
namespace gammafield::research {

/// Two hours after the close before the session: when made-up levels of it are known.
[[nodiscard]] market::Instant evening_before(market::Date session, const market::Calendar&);

/// Exposures at 81 strikes around spot, as a bell of one and a half session moves in which each strike's is by chance;
/// known from the evening before the session. `move`: one standard deviation of the session's ln return.
[[nodiscard]] LevelSheet made_up_sheet(market::Date session, double spot, double move, base::RandomStream&,
                                       const market::Calendar&);

}  // namespace gammafield::research
