#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/list_file.h"
#include "market/business_time.h"

namespace gammafield::market {
namespace {

constexpr double minutes_max = 100'000;  // a year's worth of sessions

std::optional<ClockEvent> parse_event(std::string_view line) {
  const auto comma = line.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto at = parse_instant(base::trimmed(line.substr(0, comma)));
  const auto minutes = base::whole_number(base::trimmed(line.substr(comma + 1)));
  if (!at || !minutes || !(*minutes > 0 && *minutes <= minutes_max)) return std::nullopt;
  return ClockEvent{*at, *minutes};
}

}  // namespace

base::Result<std::vector<ClockEvent>, std::string> parse_clock_events(std::string_view text) {
  std::vector<ClockEvent> events;
  const auto add = [&](std::string_view line) -> std::optional<std::string> {
    const auto event = parse_event(line);
    if (!event) return "expected `2026-09-16T14:00-04:00,120`: an instant with its zone, and minutes";
    if (std::ranges::find(events, event->at, &ClockEvent::at) != events.end())
      return fmt::format("{} is given twice", to_string(event->at));
    events.push_back(*event);
    return std::nullopt;
  };
  if (const auto error = base::read_list(text, {}, add)) return base::failure(fmt::format("events {}", *error));
  std::ranges::sort(events, {}, &ClockEvent::at);
  return events;
}

}  // namespace gammafield::market
