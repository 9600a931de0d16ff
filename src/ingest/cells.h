#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "ingest/number.h"
#include "market/calendar.h"
#include "market/contract.h"
#include "market/date.h"

/// What single cells of vendors' tables spell. Nothing here knows a column, a row or a vendor.
namespace gammafield::ingest {

/// A number as vendors' tables write it: what ingest/number.h reads, and `$12.50`, `45.3%`, and `Infinity` for none.
struct PrintedNumber {
  double value = 0;
  bool percent = false;  ///< written with a per-cent sign, which is not divided out
};
[[nodiscard]] base::Result<PrintedNumber, NumberFault> printed_number(std::string_view);

/// A date or a date with a clock time as written, before any time zone is thought of.
struct Moment {
  std::chrono::sys_seconds clock;  ///< the written clock read as if it were UTC; it is UTC when zoned
  bool has_time = false;
  bool zoned = false;  ///< the text named its zone, or counts from the epoch
};

/// `2026-08-18`, `20260818`, `08/18/2026`, `18-Aug-2026`, `Aug 18 2026`, each with an optional time `16:00[:30[.123]]`
/// after `T` or a blank, and an optional zone `Z`, `-04:00`, `UTC`; epoch seconds, milli-, micro- and nanoseconds.
/// Slashed dates are month first, as everywhere in the US. None unless it is a real date of 1990 to 2100.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view);

/// The instant: an unzoned clock is the exchange's. Requires has_time.
[[nodiscard]] market::Instant instant_of(const Moment&, const market::Calendar&);
/// The date as written; of an epoch count or a zoned time the date on the exchange's clock.
[[nodiscard]] market::Date date_of(const Moment&, const market::Calendar&);
/// A clock time alone, `09:30` or `16:00:00`, since midnight.
[[nodiscard]] std::optional<std::chrono::seconds> parse_clock(std::string_view);

/// `C`, `call`, `Call`, `CALLS`, `CE`, and the same for puts.
[[nodiscard]] std::optional<market::Right> parse_right(std::string_view);
/// `CE` or `PE`: written so in India alone.
[[nodiscard]] bool is_indian_right(std::string_view);

}  // namespace gammafield::ingest
