#pragma once

#include <cstddef>
#include <cstdint>

namespace gammafield::hedging {

/// Everything that chance decides in one step of one path.
struct Draws {
  double noise = 0;         ///< normal
  std::uint64_t flow = 0;   ///< bits, of a normal where there is noise flow
  double regime = 0;        ///< uniform
  std::uint64_t order = 0;  ///< bits: in what order dealers trade
};

/// A function of its arguments alone, so that no path knows what else is run: Philox4x64-10 (Salmon, Moraes, Dror,
/// Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011), the seed its key, path and step its counter.
[[nodiscard]] Draws draws_of(std::uint64_t seed, std::uint64_t path, std::size_t step);

}  // namespace gammafield::hedging
