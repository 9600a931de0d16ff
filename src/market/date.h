#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gammafield::market {

using Date = std::chrono::year_month_day;  ///< a date on the exchange's clock
using Instant = std::chrono::sys_seconds;  ///< UTC; the only clock that is stored

/// `2026-08-18`; none unless it is a real date of 1990 to 2100.
[[nodiscard]] std::optional<Date> parse_date(std::string_view);
/// RFC 3339 with zone: `2026-08-18T16:00:00-04:00`. Also without seconds and with a space for the T; a fraction of a
/// second is cut off. None without a zone, for a leap second, or when the date is not one that parse_date takes.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view);

[[nodiscard]] std::string to_string(Date);     ///< `2026-08-18`
[[nodiscard]] std::string to_string(Instant);  ///< `2026-08-18T20:00:00Z`

/// Wall-clock time in New York to UTC, daylight saving included (daylight_saving.h), independent of the host's zone.
/// A time that the spring jump skips is taken an hour later; of a doubled autumn hour the first is taken.
[[nodiscard]] Instant from_new_york(Date, std::chrono::seconds since_midnight);
struct LocalTime {
  Date date;
  std::chrono::seconds since_midnight;
};
[[nodiscard]] LocalTime to_new_york(Instant);

}  // namespace gammafield::market
