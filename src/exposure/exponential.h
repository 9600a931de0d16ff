#pragma once

#include <bit>
#include <cstdint>

namespace gammafield::exposure {

/// e^x for x <= 0 without a branch or a table, so that a loop over it becomes vector code. Within 2 units in the last
/// place of the true value; 0 below -708, where doubles lose their digits. Not for x > 0 or NaN.
[[nodiscard]] inline double exponential_of_negative(double x) {
  // e^x = 2^n * e^r with x = n*ln2 + r, |r| <= ln2/2. Adding 1.5 * 2^52 rounds to a whole number, in the lowest bits.
  constexpr double rounder = 0x1.8p52;
  constexpr double per_ln2 = 0x1.71547652b82fep+0;
  constexpr double ln2_high = 0x1.62e42fefa38p-1;  // so short that n * ln2_high is exact
  constexpr double ln2_low = 0x1.ef35793c7673p-45;
  const double shifted = x * per_ln2 + rounder;
  const double n = shifted - rounder;
  const double r = (x - n * ln2_high) - n * ln2_low;

  // Taylor to r^12: what follows is below 2e-16 of the sum. Pairs of terms are independent of each other.
  constexpr double c2 = 1.0 / 2, c3 = 1.0 / 6, c4 = 1.0 / 24, c5 = 1.0 / 120, c6 = 1.0 / 720, c7 = 1.0 / 5040;
  constexpr double c8 = 1.0 / 40320, c9 = 1.0 / 362880, c10 = 1.0 / 3628800, c11 = 1.0 / 39916800;
  constexpr double c12 = 1.0 / 479001600;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (c2 + r * c3) + r2 * (c4 + r * c5);
  const double high = (c6 + r * c7) + r2 * (c8 + r * c9) + r4 * ((c10 + r * c11) + r2 * c12);
  const double fraction = 1 + (r + r2 * (low + r4 * high));

  const std::uint64_t power = std::bit_cast<std::uint64_t>(shifted) << 52;
  const double scaled = std::bit_cast<double>(std::bit_cast<std::uint64_t>(fraction) + power);
  return x < -708 ? 0 : scaled;
}

}  // namespace gammafield::exposure
