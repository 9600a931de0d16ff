#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "market/units.h"

namespace gammafield::market {

/// The distinct strikes among many, ascending, and for each of the many its place among them.
struct StrikePositions {
  std::vector<Strike> strikes;
  std::vector<std::uint32_t> of;  ///< one an element
};

/// In any order; made for chains, where the strikes of each expiry ascend: such runs are merged, nothing is sorted.
[[nodiscard]] StrikePositions strike_positions(std::span<const Strike>);

}  // namespace gammafield::market
