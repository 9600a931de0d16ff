#pragma once

#include <string>
#include <vector>

#include "inventory/inventory.h"

namespace gammafield::inventory {

/// Positions of several contracts together. Their errors are taken for independent.
struct Position {
  market::Contracts held;                         ///< + dealers long
  ContractsSquared variance;                      ///< of `held`
  market::Contracts open_interest;                ///< of all these contracts, traded or not
  std::size_t traded = 0;                         ///< contracts that traded; the others are flat in `held`
  [[nodiscard]] market::Contracts error() const;  ///< one standard deviation
};

struct StrikePosition {
  market::Strike strike;
  Position call, put;
};

struct ExpiryPosition {
  std::string root;
  market::Date date;
  Position call, put;
};

/// What dealers are inferred to hold of the contracts a chain lists with open interest.
struct Summary {
  std::vector<StrikePosition> strikes;   ///< ascending
  std::vector<ExpiryPosition> expiries;  ///< in the chain's order
  Position call, put;
};
[[nodiscard]] Summary summary(const Inventory&, const market::ChainSnapshot&);

}  // namespace gammafield::inventory
