#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The book by strike and expiry: what the bars of by_strike are made of.
struct StrikeMap {
  struct Cell {
    market::UsdPerPercent net;    ///< signed by the positioning model
    market::UsdPerPercent gross;  ///< >= 0
  };
  struct Row {
    std::uint32_t expiry = 0;                ///< index into PricedChain::expiries
    std::size_t contracts = 0;               ///< holdings of every strike
    std::vector<std::optional<Cell>> cells;  ///< by strike; none: nothing priced is listed there
  };
  std::vector<market::Strike> strikes;  ///< ascending
  std::vector<Row> rows;                ///< in the order of the chain's expiries
};

/// Expiries that have a holding, and the strikes of holdings within spot * (1 +- window). A contract that is priced and
/// has no open interest counts as 0.
[[nodiscard]] StrikeMap strike_map(const Book&, double window);

}  // namespace gammafield::exposure
