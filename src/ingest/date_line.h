#pragma once

#include <optional>
#include <string_view>

#include "market/date.h"

namespace gammafield::ingest {

/// The moment written in a download's date line, as browsers of several languages write it and users edit it:
/// `February 5 2022, 8:09 PM EST`, `23 de marzo de 2022, 10:11 GMT-4`, `5 April 2023, 19:41 UTC−4`, `le 3 févr. 2024 à
/// 9 h 05`. Month names of English, Spanish, French, German, Italian and Portuguese, whole or abbreviated to three
/// letters or more; 12 or 24 hours; zones by name or offset, New York where none is written. None when the year, month,
/// day or time is not there exactly once, or a word in capitals is no known zone.
[[nodiscard]] std::optional<market::Instant> parse_date_line(std::string_view text);

}  // namespace gammafield::ingest
