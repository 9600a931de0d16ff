#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gammafield::market {

/// The number that a field of fixed width spells; none unless all of it is decimal digits (no sign, no blank).
[[nodiscard]] inline std::optional<std::uint32_t> digits(std::string_view field) {
  std::uint32_t number = 0;
  const char* const end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace gammafield::market
