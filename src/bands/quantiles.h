#pragma once

#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace gammafield::bands {

inline constexpr std::array quantile_levels{0.05, 0.25, 0.50, 0.75, 0.95};

/// The values below which 5, 25, 50, 75 and 95 % of the draws lie. Each is the value of one of the draws: the smallest
/// that at least so many of them do not exceed.
template <class Unit>
struct Quantiles {
  Unit q05{}, q25{}, q50{}, q75{}, q95{};

  /// `at(level)` for each level.
  template <class At>
  [[nodiscard]] static Quantiles from(const At& at) {
    return {at(quantile_levels[0]), at(quantile_levels[1]), at(quantile_levels[2]), at(quantile_levels[3]),
            at(quantile_levels[4])};
  }
};

/// Which of n values in ascending order is that quantile. Requires n > 0, 0 < level <= 1.
[[nodiscard]] inline std::size_t quantile_index(double level, std::size_t n) {
  assert(n > 0);
  const double rank = std::ceil(level * static_cast<double>(n) - 1e-9);  // 0.05 of 4,000 is 200, whatever the rounding
  return static_cast<std::size_t>(rank < 1 ? 1 : rank) - 1;
}

}  // namespace gammafield::bands
