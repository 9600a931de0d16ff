#include "alerts/quiet_hours.h"

namespace gammafield::alerts {
namespace {

using std::chrono::minutes;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<minutes> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0u, 1u, 3u, 4u})
    if (!is_digit(text[i])) return std::nullopt;
  const int hour = 10 * (text[0] - '0') + text[1] - '0', minute = 10 * (text[3] - '0') + text[4] - '0';
  if (hour > 23 || minute > 59) return std::nullopt;
  return minutes{60 * hour + minute};
}

std::optional<QuietHours> parse_quiet_hours(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = parse_clock(text.substr(0, dash)), to = parse_clock(text.substr(dash + 1));
  if (!from || !to || *from == *to) return std::nullopt;
  return QuietHours{*from, *to, InQuiet::drop};
}

std::optional<market::Instant> quiet_until(const QuietHours& quiet, market::Instant at,
                                           const market::Calendar& calendar) {
  const auto [date, time] = calendar.local(at);
  const bool over_midnight = quiet.to < quiet.from;
  const bool evening = time >= quiet.from && (over_midnight || time < quiet.to);
  const bool morning = over_midnight && time < quiet.to;
  if (!evening && !morning) return std::nullopt;
  const bool ends_tomorrow = over_midnight && evening;
  const market::Date end{std::chrono::sys_days{date} + std::chrono::days{ends_tomorrow ? 1 : 0}};
  return calendar.instant(end, quiet.to);
}

}  // namespace gammafield::alerts
