#pragma once

#include <cstdint>

#include "market/date.h"

namespace gammafield::market {

enum class DayKind : std::uint8_t {
  open,    ///< a session from 09:30 to 16:00 New York
  half,    ///< a session from 09:30 to 13:00
  closed,  ///< no session: a weekend, a holiday, a special closure
};

/// What the NYSE and the US options exchanges do on a date, by rule from 1990 on, until they announce otherwise. Their
/// full closures have been the same; index options trade a quarter of an hour beyond 13:00 and 16:00, but nothing
/// expires then. The 14:00 closes of 1990 to 1992 count as open, and trading halts within a day are not in here.
[[nodiscard]] DayKind us_day_kind(Date);

}  // namespace gammafield::market
