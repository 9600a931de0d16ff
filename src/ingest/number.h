#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace gammafield::ingest {

/// Why a cell is no number. `empty` is a value that the source does not have: nothing, `NaN`, `null`, `None`, `N/A`,
/// `-`.
enum class NumberFault : std::uint8_t { empty, not_a_number, out_of_range };

/// A finite decimal number, `12`, `-0.05`, `1.2e3`, with spaces around it allowed. Infinities and 1e999 are
/// out_of_range. No thousands separators: `1,234` is not_a_number.
[[nodiscard]] base::Result<double, NumberFault> parse_number(std::string_view cell);

/// The same, with groups of three after the first separator: `1,234.5`, `77 883 662` (space, U+00A0, U+202F).
[[nodiscard]] base::Result<double, NumberFault> parse_grouped_number(std::string_view cell);

/// The text without spaces and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace gammafield::ingest
