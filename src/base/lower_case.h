#pragma once

#include <string>
#include <string_view>

namespace gammafield::base {

/// A to Z as a to z, in any locale; every other byte as it is.
[[nodiscard]] constexpr char lower_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = lower_letter(c);
  return out;
}

}  // namespace gammafield::base
