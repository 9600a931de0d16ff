#pragma once

#include <optional>
#include <string_view>

#include "market/date.h"

namespace gammafield::feeds {

/// A date as HTTP writes it, in the form of today or in one of the two of old (RFC 9110, 5.6.7):
/// `Tue, 18 Aug 2026 16:00:00 GMT`.
[[nodiscard]] std::optional<market::Instant> http_date(std::string_view);

}  // namespace gammafield::feeds
