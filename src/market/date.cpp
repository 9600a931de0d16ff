#include "market/date.h"

#include <fmt/format.h>

#include "market/daylight_saving.h"
#include "market/digits.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr year first_year{1990};
constexpr year last_year{2100};

/// Takes the first `count` characters off the text; an empty view when there are fewer.
std::string_view take(std::string_view& text, std::size_t count) {
  if (text.size() < count) return {};
  const std::string_view taken = text.substr(0, count);
  text.remove_prefix(count);
  return taken;
}

bool take_one_of(std::string_view& text, std::string_view choices) {
  if (text.empty() || choices.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// `16:00`, up to 23:59.
std::optional<minutes> take_clock(std::string_view& text) {
  const auto hour = digits(take(text, 2));
  if (!hour || *hour > 23 || !take_one_of(text, ":")) return std::nullopt;
  const auto minute = digits(take(text, 2));
  if (!minute || *minute > 59) return std::nullopt;
  return hours{*hour} + minutes{*minute};
}

/// `:30` or `:30.123`, or nothing, which is zero seconds.
std::optional<seconds> take_seconds(std::string_view& text) {
  if (!take_one_of(text, ":")) return seconds{0};
  const auto second = digits(take(text, 2));
  if (!second || *second > 59) return std::nullopt;
  if (take_one_of(text, ".")) {
    if (!take_one_of(text, "0123456789")) return std::nullopt;
    while (take_one_of(text, "0123456789")) {
    }
  }
  return seconds{*second};
}

/// `Z`, `-04:00`: what the clock shows beyond UTC.
std::optional<minutes> take_offset(std::string_view& text) {
  if (take_one_of(text, "Zz")) return minutes{0};
  const bool behind = text.starts_with('-');
  if (!take_one_of(text, "+-")) return std::nullopt;
  const auto offset = take_clock(text);
  if (!offset) return std::nullopt;
  return behind ? -*offset : *offset;
}

bool is_summer_time(Instant instant) {
  const auto [begins, ends] = daylight_saving(year_month_day{floor<days>(instant)}.year());
  return begins <= instant && instant < ends;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const Date date{year{static_cast<int>(*y)}, month{*m}, day{*d}};
  if (!date.ok() || date.year() < first_year || date.year() > last_year) return std::nullopt;
  return date;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = parse_date(take(text, 10));
  if (!date || !take_one_of(text, "Tt ")) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const auto second = take_seconds(text);
  if (!second) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return sys_days{*date} + *clock + *second - *offset;
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_string(Instant instant) {
  const auto midnight = floor<days>(instant);
  const hh_mm_ss clock{instant - midnight};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(Date{midnight}), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

Instant from_new_york(Date date, seconds since_midnight) {
  const Instant clock = sys_days{date} + since_midnight;
  // Trying summer time first takes the first of a doubled hour, and moves a skipped one an hour later.
  const Instant in_summer = clock - summer_offset;
  return is_summer_time(in_summer) ? in_summer : clock - standard_offset;
}

LocalTime to_new_york(Instant instant) {
  const Instant clock = instant + (is_summer_time(instant) ? summer_offset : standard_offset);
  const auto midnight = floor<days>(clock);
  return {Date{midnight}, clock - midnight};
}

}  // namespace gammafield::market
