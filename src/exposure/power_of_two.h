#pragma once

#include <bit>
#include <cstdint>

namespace gammafield::exposure {

inline constexpr double smallest_power = -1021;  ///< below it 2^e is no longer a normal number

/// 2^e for e from `smallest_power` to 0 without a branch or a table, so that both compilers turn a loop over it into
/// vector code. Within 1 unit in the last place of the true value. Outside that range the answer is meaningless.
[[nodiscard]] inline double power_of_two(double e) {
  // e = n + f, n whole, |f| <= 1/2. Adding 1.5 * 2^52 rounds to a whole number and leaves it in the lowest bits.
  constexpr double rounder = 0x1.8p52;
  const double shifted = e + rounder;
  const double f = e - (shifted - rounder);

  // The polynomial of degree 11 nearest to 2^f in relative error on [-1/2, 1/2]: 3.1e-18 (Remez exchange with 50
  // digits).
  constexpr double c1 = 0x1.62e42fefa39efp-1, c2 = 0x1.ebfbdff82c5adp-3, c3 = 0x1.c6b08d7049fd1p-5;
  constexpr double c4 = 0x1.3b2ab6fb9f413p-7, c5 = 0x1.5d87fe78cf260p-10, c6 = 0x1.43091310bf66dp-13;
  constexpr double c7 = 0x1.ffcbfba7bc9a1p-17, c8 = 0x1.62bfc3c1d2153p-20, c9 = 0x1.b5267882d5309p-24;
  constexpr double c10 = 0x1.e620fb67ac6ddp-28, c11 = 0x1.e7aa1c12faa3cp-32;
  const double f2 = f * f;
  const double f4 = f2 * f2;
  const double low = (c2 + f * c3) + f2 * (c4 + f * c5);  // pairs, so that no term waits for all others
  const double high = (c6 + f * c7) + f2 * (c8 + f * c9);
  const double highest = c10 + f * c11;
  const double fraction = 1 + (f * c1 + f2 * (low + f4 * (high + f4 * highest)));

  const std::uint64_t n_in_exponent = std::bit_cast<std::uint64_t>(shifted) << 52;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(fraction) + n_in_exponent);
}

}  // namespace gammafield::exposure
