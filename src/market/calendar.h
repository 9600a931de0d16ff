#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/us_holidays.h"

namespace gammafield::market {

/// US options exchange calendar: holidays, half days (13:00 New York), special closures. Rules as data for 1990 to 2100
/// (docs/methods.md 2.4); a user's file adds or takes away single days.
class Calendar {
 public:
  /// The built-in table.
  [[nodiscard]] static const Calendar& us();

  /// The built-in table changed by lines `2027-01-08 closed`, `2027-11-26 half`, `2027-11-26 open` (until 16:00); `#`
  /// starts a comment. The error is one line naming the line number: anything else in a line, or a date given twice.
  [[nodiscard]] static base::Result<Calendar, std::string> us_with_overrides(std::string_view text);

  [[nodiscard]] bool is_trading_day(Date) const;
  [[nodiscard]] bool is_half_day(Date) const;  ///< a trading day that closes at 13:00
  [[nodiscard]] Date trading_day_on_or_before(Date) const;
  [[nodiscard]] Date next_trading_day(Date) const;      ///< strictly after
  [[nodiscard]] Date previous_trading_day(Date) const;  ///< strictly before

  /// When the date's session opens and closes; of a closed day, when it would.
  [[nodiscard]] Instant session_open(Date) const;   ///< 09:30 New York
  [[nodiscard]] Instant session_close(Date) const;  ///< 16:00 New York, 13:00 on half days

  /// The monthly expiry: the third Friday, or the trading day before it when that Friday is a holiday.
  [[nodiscard]] Date monthly_expiry(std::chrono::year_month) const;

  /// The instant the contract's value is fixed: AM 09:30, PM the close, of the expiry's trading day. A listed expiry on
  /// a closed day (old Saturday symbols, moved holidays) settles on the trading day before.
  [[nodiscard]] Instant settles_at(Date expiry, Settlement) const;

  /// The last session that has begun by this instant: its date is what a file with a time but no session date belongs
  /// to.
  [[nodiscard]] Date session_of(Instant) const;

 private:
  [[nodiscard]] DayKind day_kind(Date) const;

  std::map<Date, DayKind> overrides_;
};

}  // namespace gammafield::market
