#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/exchange.h"

namespace gammafield::market {

/// The calendar and the clock of one exchange: its local time, sessions, holidays, half days, settlements
/// (docs/methods.md 2.4). Rules as data for 1990 to 2100; a user's file adds or takes away single days.
class Calendar {
 public:
  /// The built-in tables, one object an exchange.
  [[nodiscard]] static const std::shared_ptr<const Calendar>& of(Exchange);
  [[nodiscard]] static const Calendar& us() { return *of(Exchange::us); }

  /// The US table changed by lines `2027-01-08 closed`, `2027-11-26 half`, `2027-11-26 open` (a whole session); `#`
  /// starts a comment. The error is one line naming the line number: anything else in a line, or a date given twice.
  [[nodiscard]] static base::Result<Calendar, std::string> us_with_overrides(std::string_view text);

  /// The same changes over another exchange's table; this object's own where it is that exchange's already. Nothing
  /// changes a market that never closes.
  [[nodiscard]] static std::shared_ptr<const Calendar> for_exchange(const std::shared_ptr<const Calendar>&, Exchange);

  [[nodiscard]] Exchange exchange() const { return exchange_; }
  [[nodiscard]] const ExchangeRules& rules() const { return rules_of(exchange_); }

  [[nodiscard]] bool is_changed() const { return !overrides_.empty(); }  ///< by the user

  /// The exchange's clock.
  [[nodiscard]] LocalTime local(Instant instant) const { return rules().to_local(instant); }
  [[nodiscard]] Instant instant(Date date, std::chrono::seconds since_midnight) const {
    return rules().from_local(date, since_midnight);
  }
  [[nodiscard]] std::string clock(Instant) const;    ///< `2026-08-18 16:00`
  [[nodiscard]] std::string written(Instant) const;  ///< `2026-08-18 16:00 New York`

  [[nodiscard]] bool is_trading_day(Date) const;
  [[nodiscard]] bool is_half_day(Date) const;  ///< a trading day that closes early
  [[nodiscard]] Date trading_day_on_or_before(Date) const;
  [[nodiscard]] Date next_trading_day(Date) const;      ///< strictly after
  [[nodiscard]] Date previous_trading_day(Date) const;  ///< strictly before

  /// When the date's session opens and closes; of a closed day, when it would.
  [[nodiscard]] Instant session_open(Date) const;   ///< 09:30 New York, 09:15 Mumbai
  [[nodiscard]] Instant session_close(Date) const;  ///< 16:00 New York, 13:00 on half days; 15:30 Mumbai

  /// The monthly expiry: the third Friday (US), the last Tuesday (NSE), or the trading day before it when that is a
  /// holiday.
  [[nodiscard]] Date monthly_expiry(std::chrono::year_month) const;

  /// The instant the contract's value is fixed: AM the opening, PM the close, of the expiry's trading day. A listed
  /// expiry on a closed day (old Saturday symbols, moved holidays) settles on the trading day before.
  [[nodiscard]] Instant settles_at(Date expiry, Settlement) const;

  /// The last session that has begun by this instant: its date is what a file with a time but no session date belongs
  /// to.
  [[nodiscard]] Date session_of(Instant) const;

  /// The date whose expiries are today's: the local one; where the market never closes, the session's, so that what
  /// expires within a day is.
  [[nodiscard]] Date today(Instant instant) const {
    return rules().never_closes ? session_of(instant) : local(instant).date;
  }

 private:
  explicit Calendar(Exchange exchange) : exchange_(exchange) {}
  [[nodiscard]] DayKind day_kind(Date) const;

  Exchange exchange_;
  std::map<Date, DayKind> overrides_;
};

}  // namespace gammafield::market
