#include "inventory/summary.h"

#include <cmath>

namespace gammafield::inventory {
namespace {

void add(Position& sum, market::Contracts open_interest, const Held* held) {
  sum.open_interest = market::Contracts{sum.open_interest.value() + open_interest.value()};
  if (held == nullptr) return;
  // A contract that never traded is flat, but no less uncertain for it.
  sum.held = market::Contracts{sum.held.value() + held->contracts.value()};
  sum.variance = ContractsSquared{sum.variance.value() + held->variance.value()};
  if (held->volume.value() > 0) ++sum.traded;
}

}  // namespace

market::Contracts Position::error() const { return market::Contracts{std::sqrt(variance.value())}; }

Summary summary(const Inventory& inventory, const market::ChainSnapshot& chain) {
  Summary found;
  for (const auto& expiry : chain.expiries) found.expiries.push_back({expiry.root, expiry.date, {}, {}});
  std::map<double, StrikePosition> strikes;
  for (const auto& row : chain.rows) {
    if (!row.open_interest || row.open_interest->value() <= 0) continue;
    const auto at = inventory.held.find(market::key_of(chain.expiries[row.expiry], row));
    const Held* held = at == inventory.held.end() ? nullptr : &at->second;
    auto& strike = strikes[row.strike.value()];
    strike.strike = row.strike;
    auto& expiry = found.expiries[row.expiry];
    const bool call = row.right == market::Right::call;
    for (Position* sum :
         {call ? &strike.call : &strike.put, call ? &expiry.call : &expiry.put, call ? &found.call : &found.put})
      add(*sum, *row.open_interest, held);
  }
  for (const auto& [strike, position] : strikes) found.strikes.push_back(position);
  return found;
}

}  // namespace gammafield::inventory
