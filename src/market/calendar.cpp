#include "market/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/list_file.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

std::optional<DayKind> parse_day_kind(std::string_view word) {
  if (word == "open") return DayKind::open;
  if (word == "half") return DayKind::half;
  if (word == "closed") return DayKind::closed;
  return std::nullopt;
}

struct Override {
  Date date;
  DayKind kind;
};

/// `2027-11-26 half`, blanks trimmed before.
std::optional<Override> parse_override(std::string_view line) {
  const std::string_view word = base::trimmed(line.substr(std::min<std::size_t>(line.size(), 10)));
  const auto date = parse_date(line.substr(0, 10));
  const auto kind = parse_day_kind(word);
  const bool apart = line.size() > 10 && base::usual_blanks.find(line[10]) != std::string_view::npos;
  if (!date || !kind || !apart) return std::nullopt;
  return Override{*date, *kind};
}

}  // namespace

const std::shared_ptr<const Calendar>& Calendar::of(Exchange exchange) {
  static const auto calendars = [] {
    std::array<std::shared_ptr<const Calendar>, exchange_count> made;
    for (unsigned i = 0; i < exchange_count; ++i) made[i].reset(new Calendar{static_cast<Exchange>(i)});
    return made;
  }();
  return calendars[static_cast<std::size_t>(exchange)];
}

std::shared_ptr<const Calendar> Calendar::for_exchange(const std::shared_ptr<const Calendar>& calendar,
                                                       Exchange exchange) {
  if (calendar->exchange_ == exchange) return calendar;
  if (calendar->overrides_.empty() || rules_of(exchange).never_closes) return of(exchange);
  Calendar other{exchange};
  other.overrides_ = calendar->overrides_;
  return std::make_shared<const Calendar>(std::move(other));
}

base::Result<Calendar, std::string> Calendar::us_with_overrides(std::string_view text) {
  Calendar calendar{Exchange::us};
  const auto add = [&](std::string_view line) -> std::optional<std::string> {
    const auto change = parse_override(line);
    if (!change) return "expected `2027-11-26 closed`, `half` or `open`";
    if (calendar.overrides_.emplace(change->date, change->kind).second) return std::nullopt;
    return fmt::format("{} is given twice", to_string(change->date));
  };
  if (const auto error = base::read_list(text, {}, add)) return base::failure(fmt::format("calendar {}", *error));
  return calendar;
}

DayKind Calendar::day_kind(Date date) const {
  const auto changed = overrides_.find(date);
  return changed != overrides_.end() ? changed->second : rules().day_kind(date);
}

bool Calendar::is_trading_day(Date date) const { return day_kind(date) != DayKind::closed; }

bool Calendar::is_half_day(Date date) const { return day_kind(date) == DayKind::half; }

Date Calendar::trading_day_on_or_before(Date date) const {
  sys_days day{date};
  while (!is_trading_day(day)) day -= days{1};
  return day;
}

Date Calendar::next_trading_day(Date date) const {
  sys_days day = sys_days{date} + days{1};
  while (!is_trading_day(day)) day += days{1};
  return day;
}

Date Calendar::previous_trading_day(Date date) const { return trading_day_on_or_before(sys_days{date} - days{1}); }

Instant Calendar::session_open(Date date) const { return instant(date, rules().opens); }

Instant Calendar::session_close(Date date) const {
  return instant(date, is_half_day(date) ? rules().closes_early : rules().closes);
}

Date Calendar::monthly_expiry(year_month month) const {
  return trading_day_on_or_before(rules().monthly_expiry(month));
}

Instant Calendar::settles_at(Date expiry, Settlement settlement) const {
  const Date day = trading_day_on_or_before(expiry);
  return settlement == Settlement::am ? session_open(day) : session_close(day);
}

Date Calendar::session_of(Instant instant) const {
  const auto [date, since_midnight] = local(instant);
  return trading_day_on_or_before(floor<days>(sys_days{date} + since_midnight - rules().opens));
}

std::string Calendar::clock(Instant instant) const {
  const auto [date, since_midnight] = local(instant);
  const hh_mm_ss time{since_midnight};
  return fmt::format("{} {:02}:{:02}", to_string(date), time.hours().count(), time.minutes().count());
}

std::string Calendar::written(Instant instant) const { return fmt::format("{} {}", clock(instant), rules().place); }

}  // namespace gammafield::market
