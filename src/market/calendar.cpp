#include "market/calendar.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/list_file.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr seconds opening_bell = hours{9} + minutes{30};
constexpr seconds closing_bell = hours{16};
constexpr seconds early_closing_bell = hours{13};

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

const Calendar& Calendar::us() {
  static const Calendar calendar;
  return calendar;
}

base::Result<Calendar, std::string> Calendar::us_with_overrides(std::string_view text) {
  Calendar calendar;
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
  return changed != overrides_.end() ? changed->second : us_day_kind(date);
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

Instant Calendar::session_open(Date date) const { return from_new_york(date, opening_bell); }

Instant Calendar::session_close(Date date) const {
  return from_new_york(date, is_half_day(date) ? early_closing_bell : closing_bell);
}

Date Calendar::monthly_expiry(year_month month) const { return trading_day_on_or_before(sys_days{month / Friday[3]}); }

Instant Calendar::settles_at(Date expiry, Settlement settlement) const {
  const Date day = trading_day_on_or_before(expiry);
  return settlement == Settlement::am ? session_open(day) : session_close(day);
}

Date Calendar::session_of(Instant instant) const {
  const auto [date, since_midnight] = to_new_york(instant);
  return since_midnight < opening_bell ? previous_trading_day(date) : trading_day_on_or_before(date);
}

}  // namespace gammafield::market
