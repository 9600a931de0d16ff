#pragma once

#include <functional>
#include <optional>

#include "doctor/finding.h"
#include "market/date.h"

/// Time: every session, expiry and staleness hangs on it.
namespace gammafield::doctor {

/// The wall's clock is after this program was made, and kept right by the system, as far as the system says.
/// `kept_right`: none where it does not.
[[nodiscard]] Finding clock_finding(market::Instant now, std::optional<bool> kept_right);
/// As the kernel tells (ntp_adjtime).
[[nodiscard]] std::optional<bool> clock_is_kept_right();

/// Holidays are known for this year and the next, of every exchange.
[[nodiscard]] Finding calendar_finding(market::Instant now);

/// The program has New York's clock in itself: whether the system's own zone data agree, at every noon of this year and
/// the next. `system_offset`: of New York at an instant, by the system's data; none without.
using SystemOffset = std::function<std::optional<std::chrono::seconds>(market::Instant)>;
[[nodiscard]] Finding zone_finding(market::Instant now, const SystemOffset&);
/// By the C library. Changes TZ for the process while it asks: not beside other threads.
[[nodiscard]] std::optional<std::chrono::seconds> system_offset_of_new_york(market::Instant);

/// The clock against another's, as an answer's Date header tells it.
[[nodiscard]] Finding clock_difference_finding(market::Instant now, market::Instant theirs);

}  // namespace gammafield::doctor
