#include "session/after_instants.h"

#include <chrono>

#include "levels/expected_move.h"

namespace gammafield::session {

using market::Date;
using market::Instant;

Instant friday_close(Instant after, const market::Calendar& calendar) {
  Date day = calendar.local(after).date;
  for (;;) {
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    const Date friday{std::chrono::sys_days{day} + (std::chrono::Friday - weekday)};
    const Instant close = calendar.session_close(calendar.trading_day_on_or_before(friday));
    if (close > after) return close;
    day = Date{std::chrono::sys_days{friday} + std::chrono::days{1}};
  }
}

Instant monthly_close(Instant after, const market::Calendar& calendar) {
  const Date day = calendar.local(after).date;
  std::chrono::year_month month{day.year(), day.month()};
  while (calendar.session_close(calendar.monthly_expiry(month)) <= after) month += std::chrono::months{1};
  return calendar.session_close(calendar.monthly_expiry(month));
}

std::optional<Instant> parse_after(std::string_view text, Instant now, const market::Calendar& calendar) {
  if (text == "session") return levels::next_session_close(now, calendar);
  if (text == "friday") return friday_close(now, calendar);
  if (text == "monthly") return monthly_close(now, calendar);
  const auto date = market::parse_date(text);
  return date ? std::optional{calendar.settles_at(*date, market::Settlement::pm)} : std::nullopt;
}

}  // namespace gammafield::session
