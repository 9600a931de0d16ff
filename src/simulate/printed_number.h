#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/strong.h"

namespace gammafield::simulate {

/// How a vendor prints numbers: at most four decimals, no zeros behind.
enum class WholeNumbers : std::uint8_t {
  plain,      ///< `2103`, as in the CSV
  with_zero,  ///< `2103.0`, as in the JSON
};

/// Appends the number rounded to four decimals. Requires |value| below 9e14.
template <WholeNumbers style, class Tag>
void append(std::string& text, base::Strong<Tag> number) {
  constexpr std::int64_t scale = 10'000;
  const std::int64_t scaled = std::llround(number.value() * scale);
  const std::int64_t size = scaled < 0 ? -scaled : scaled;
  char digits[32];
  char* end = digits;
  if (scaled < 0) *end++ = '-';
  end = std::to_chars(end, digits + sizeof digits, size / scale).ptr;
  std::int64_t rest = size % scale;
  if (rest != 0 || style == WholeNumbers::with_zero) *end++ = '.';
  if (rest == 0 && style == WholeNumbers::with_zero) *end++ = '0';
  for (std::int64_t place = scale / 10; rest != 0; place /= 10) {
    *end++ = static_cast<char>('0' + rest / place);
    rest %= place;
  }
  text.append(digits, end);
}

}  // namespace gammafield::simulate
