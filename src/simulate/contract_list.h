#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "market/osi.h"
#include "simulate/simulated_chain.h"

namespace gammafield::simulate {

/// One contract of a chain, for writers that go contract by contract.
struct ListedContract {
  const SimulatedExpiry* expiry;
  market::Strike strike;
  market::Right right;
  const SimulatedOption* option;

  [[nodiscard]] std::string osi() const { return market::to_compact_osi({expiry->root, expiry->date, right, strike}); }
};

/// In the chain's order, call before put.
inline std::vector<ListedContract> contracts_of(const SimulatedChain& chain) {
  std::vector<ListedContract> all;
  for (const SimulatedStrike& row : chain.strikes) {
    const SimulatedExpiry* expiry = &chain.expiries[row.expiry];
    all.push_back({expiry, row.strike, market::Right::call, &row.call});
    all.push_back({expiry, row.strike, market::Right::put, &row.put});
  }
  return all;
}

/// A vendor's time of a quote, in seconds of its clock since 1970, times this.
inline long long epoch_times(market::Instant at, long long factor) { return at.time_since_epoch().count() * factor; }

}  // namespace gammafield::simulate
