#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "market/calendar.h"

namespace gammafield::alerts {

/// What becomes of an alert in its rule's quiet hours. drop: nothing. hold: it goes out when they end.
enum class InQuiet : std::uint8_t { drop, hold };

/// A part of every day by the exchange's clock; `to` before `from` goes over midnight.
struct QuietHours {
  std::chrono::minutes from{0}, to{0};  ///< since midnight; never equal
  InQuiet then = InQuiet::drop;
};

/// When the quiet hours that the instant lies in end; none where it lies in none. `from` is within them, `to` is not.
[[nodiscard]] std::optional<market::Instant> quiet_until(const QuietHours&, market::Instant, const market::Calendar&);

/// `22:00-07:30`; none of anything else, and where both are the same.
[[nodiscard]] std::optional<QuietHours> parse_quiet_hours(std::string_view);
/// `09:05`.
[[nodiscard]] std::optional<std::chrono::minutes> parse_clock(std::string_view);

}  // namespace gammafield::alerts
