#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "market/business_time.h"

namespace gammafield::market {
namespace {

constexpr double minutes_max = 100'000;  // a year's worth of sessions
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<ClockEvent> parse_event(std::string_view line) {
  const auto comma = line.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto at = parse_instant(trimmed(line.substr(0, comma)));
  const std::string_view number = trimmed(line.substr(comma + 1));
  double minutes = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), minutes);
  const bool whole = error == std::errc{} && end == number.data() + number.size();
  if (!at || !whole || !(minutes > 0 && minutes <= minutes_max)) return std::nullopt;
  return ClockEvent{*at, minutes};
}

}  // namespace

base::Result<std::vector<ClockEvent>, std::string> parse_clock_events(std::string_view text) {
  std::vector<ClockEvent> events;
  for (int line_number = 1; !text.empty(); ++line_number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::string_view content = trimmed(line.substr(0, line.find('#')));
    if (content.empty()) continue;
    const auto event = parse_event(content);
    if (!event) {
      return base::failure(fmt::format(
          "events line {}: expected `2026-09-16T14:00-04:00,120`: an instant with its zone, and minutes", line_number));
    }
    if (std::ranges::find(events, event->at, &ClockEvent::at) != events.end()) {
      return base::failure(fmt::format("events line {}: {} is given twice", line_number, to_string(event->at)));
    }
    events.push_back(*event);
  }
  std::ranges::sort(events, {}, &ClockEvent::at);
  return events;
}

}  // namespace gammafield::market
