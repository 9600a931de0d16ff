#pragma once

#include "market/date.h"
#include "market/day_kind.h"

namespace gammafield::market {

/// What the derivatives market of NSE (Mumbai) does on a date. Its holidays follow the moon and are announced each
/// December for the year after: a table of the years whose announcement is known, weekdays alone in every other year.
/// The hour of Muhurat trading on Diwali's Sunday is no session in here.
[[nodiscard]] DayKind nse_day_kind(Date);

/// Whether the table holds that year's holidays.
[[nodiscard]] bool nse_holidays_known(std::chrono::year);

}  // namespace gammafield::market
