#pragma once

#include "market/date.h"
#include "market/day_kind.h"

namespace gammafield::market {

/// What the NYSE and the US options exchanges do on a date, by rule from 1990 on, until they announce otherwise. Their
/// full closures have been the same; index options trade a quarter of an hour beyond 13:00 and 16:00, but nothing
/// expires then. The 14:00 closes of 1990 to 1992 count as open, and trading halts within a day are not in here.
[[nodiscard]] DayKind us_day_kind(Date);

}  // namespace gammafield::market
