#pragma once

#include <optional>
#include <string_view>

#include "market/calendar.h"
#include "market/date.h"

/// By when things are let settle to see what is left (docs/methods.md 1.4.11).
namespace gammafield::session {

/// The close of the week's last trading day, the first after an instant.
[[nodiscard]] market::Instant friday_close(market::Instant after, const market::Calendar&);
/// The close of the monthly expiry, the first after an instant.
[[nodiscard]] market::Instant monthly_close(market::Instant after, const market::Calendar&);

/// `session`, `friday`, `monthly`: the next close of that kind, as in the after-OpEx map; a date: when what is listed
/// under it has settled. None: not one of these.
[[nodiscard]] std::optional<market::Instant> parse_after(std::string_view, market::Instant now,
                                                         const market::Calendar&);

}  // namespace gammafield::session
