#include "market/calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr seconds opening_bell = hours{9} + minutes{30};
constexpr seconds closing_bell = hours{16};
constexpr seconds early_closing_bell = hours{13};

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Takes the text up to the separator, and the separator; all of it when there is none.
std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view taken = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), taken.size() + 1));
  return taken;
}

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
  const std::string_view word = trimmed(line.substr(std::min<std::size_t>(line.size(), 10)));
  const auto date = parse_date(line.substr(0, 10));
  const auto kind = parse_day_kind(word);
  const bool apart = line.size() > 10 && blanks.find(line[10]) != std::string_view::npos;
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
  for (int line_number = 1; !text.empty(); ++line_number) {
    std::string_view line = take_until(text, '\n');
    const std::string_view content = trimmed(take_until(line, '#'));
    if (content.empty()) continue;
    const auto change = parse_override(content);
    if (!change) {
      return base::failure(
          fmt::format("calendar line {}: expected `2027-11-26 closed`, `half` or `open`", line_number));
    }
    if (!calendar.overrides_.emplace(change->date, change->kind).second) {
      return base::failure(fmt::format("calendar line {}: {} is given twice", line_number, to_string(change->date)));
    }
  }
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
