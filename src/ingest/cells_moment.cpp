// The dates and times of ingest/cells.h.
#include <algorithm>
#include <array>
#include <charconv>

#include "ingest/cells.h"

namespace gammafield::ingest {
namespace {

using namespace std::chrono;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes one to `most` digits off the front.
std::optional<unsigned> take_number(std::string_view& text, std::size_t most) {
  unsigned number = 0;
  std::size_t used = 0;
  while (used < text.size() && used < most && is_digit(text[used])) number = number * 10 + unsigned(text[used++] - '0');
  text.remove_prefix(used);
  return used == 0 ? std::nullopt : std::optional{number};
}

bool take(std::string_view& text, std::string_view choices) {
  if (text.empty() || choices.find(text.front()) == choices.npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<unsigned> take_month_name(std::string_view& text) {
  static constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
  if (text.size() < 3) return std::nullopt;
  std::array<char, 3> lower{};
  std::ranges::transform(text.substr(0, 3), lower.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  const auto found = std::ranges::find(names, std::string_view{lower.data(), lower.size()});
  if (found == names.end()) return std::nullopt;
  while (!text.empty() && ((text.front() | 0x20) >= 'a') && ((text.front() | 0x20) <= 'z')) text.remove_prefix(1);
  return static_cast<unsigned>(found - names.begin()) + 1;
}

struct Parts {
  std::optional<unsigned> year, month, day;
};

std::optional<sys_days> day_of(const Parts& parts) {
  if (!parts.year || !parts.month || !parts.day) return std::nullopt;
  const market::Date date{year{static_cast<int>(*parts.year)}, month{*parts.month}, day{*parts.day}};
  if (!date.ok() || date.year() < year{1990} || date.year() > year{2100}) return std::nullopt;
  return sys_days{date};
}

/// `2026-08-18` or `20260818`.
std::optional<sys_days> take_year_first(std::string_view& text) {
  Parts parts;
  parts.year = take_number(text, 4);
  const bool separated = take(text, "-/");
  const std::size_t before = text.size();
  parts.month = take_number(text, 2);
  if (before - text.size() != 2) return std::nullopt;
  if (separated && !take(text, "-/")) return std::nullopt;
  const std::size_t before_day = text.size();
  parts.day = take_number(text, 2);
  if (before_day - text.size() != 2) return std::nullopt;
  return day_of(parts);
}

/// `08/18/2026`.
std::optional<sys_days> take_month_first(std::string_view& text) {
  Parts parts;
  parts.month = take_number(text, 2);
  if (!take(text, "/")) return std::nullopt;
  parts.day = take_number(text, 2);
  if (!take(text, "/")) return std::nullopt;
  parts.year = take_number(text, 4);
  return day_of(parts);
}

/// `18-Aug-2026`, `18 Aug 2026`.
std::optional<sys_days> take_day_first(std::string_view& text) {
  Parts parts;
  parts.day = take_number(text, 2);
  take(text, "- ");
  parts.month = take_month_name(text);
  take(text, "- ");
  parts.year = take_number(text, 4);
  return day_of(parts);
}

/// `Aug 18 2026`, `August 18, 2026`.
std::optional<sys_days> take_name_first(std::string_view& text) {
  Parts parts;
  parts.month = take_month_name(text);
  take(text, " -");
  parts.day = take_number(text, 2);
  take(text, ",");
  take(text, " -");
  parts.year = take_number(text, 4);
  return day_of(parts);
}

std::optional<sys_days> take_day(std::string_view& text) {
  if (!is_digit(text.front())) return take_name_first(text);
  const auto numbers = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  if (numbers >= 4) return take_year_first(text);
  return numbers < text.size() && text[numbers] == '/' ? take_month_first(text) : take_day_first(text);
}

/// `16:00`, `16:00:30.123`, `9:30`, and `1043` in tables that stamp by `202608181043`.
std::optional<seconds> take_clock(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23) return std::nullopt;
  take(text, ":");
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  seconds clock = hours{*hour} + minutes{*minute};
  if (!take(text, ":")) return clock;
  const auto second = take_number(text, 2);
  if (!second || *second > 60) return std::nullopt;
  if (take(text, ".,"))
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  return clock + seconds{*second};
}

/// `Z`, `UTC`, `+00:00`, `-0400`: seconds east of Greenwich.
std::optional<seconds> take_zone(std::string_view& text) {
  if (text == "UTC" || text == "GMT" || text == "Z" || text == "z") {
    text = {};
    return seconds{0};
  }
  const bool west = text.starts_with('-');
  if (!take(text, "+-")) return std::nullopt;
  const auto offset = take_clock(text);
  if (!offset || *offset > hours{14}) return std::nullopt;
  return west ? -*offset : *offset;
}

/// Seconds, milli-, micro- or nanoseconds since 1970, told apart by their length; a fraction is dropped.
std::optional<Moment> epoch_moment(std::string_view text) {
  std::int64_t count = 0;
  const std::string_view whole = text.substr(0, text.find('.'));
  if (std::from_chars(whole.data(), whole.data() + whole.size(), count).ec != std::errc{}) return std::nullopt;
  for (auto extra = whole.size(); extra > 10; extra -= 3) count /= 1000;
  const sys_seconds clock{seconds{count}};
  if (clock < sys_days{year{1990} / 1 / 1} || clock >= sys_days{year{2101} / 1 / 1}) return std::nullopt;
  return Moment{clock, true, true};
}

bool is_epoch(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  if (whole.size() != 10 && whole.size() != 13 && whole.size() != 16 && whole.size() != 19) return false;
  return std::ranges::all_of(whole, is_digit) &&
         std::ranges::all_of(text.substr(std::min(text.size(), whole.size() + 1)), is_digit);
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 6 || text.size() > 40) return std::nullopt;
  if (is_epoch(text)) return epoch_moment(text);
  const auto day = take_day(text);
  if (!day) return std::nullopt;
  if (text.empty()) return Moment{*day, false, false};
  const bool stamped = text.size() == 4 && std::ranges::all_of(text, is_digit);
  if (!stamped && !take(text, "Tt ")) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  text = trimmed(text);
  if (text.empty()) return Moment{*day + *clock, true, false};
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return Moment{*day + *clock - *zone, true, true};
}

market::Instant instant_of(const Moment& moment, const market::Calendar& calendar) {
  if (moment.zoned) return moment.clock;
  const auto midnight = floor<days>(moment.clock);
  return calendar.instant(market::Date{midnight}, moment.clock - midnight);
}

market::Date date_of(const Moment& moment, const market::Calendar& calendar) {
  return moment.zoned ? calendar.local(moment.clock).date : market::Date{floor<days>(moment.clock)};
}

std::optional<seconds> parse_clock(std::string_view text) {
  text = trimmed(text);
  if (text.find(':') == text.npos) return std::nullopt;
  const auto clock = take_clock(text);
  return clock && text.empty() ? clock : std::nullopt;
}

}  // namespace gammafield::ingest
