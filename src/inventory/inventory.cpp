#include "inventory/inventory.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::inventory {
namespace {

using market::Contracts;

// The variance of a number of which only the bounds +-1 are known: uniform.
constexpr double uniform_variance = 1.0 / 3;

Contracts within(Contracts held, double bound) {
  return Contracts{std::clamp(held.value(), -bound, bound) + 0.0};  // + 0: never -0
}

void add_flow(Held& held, const Flow& flow, double share) {
  held.contracts = Contracts{held.contracts.value() - share * flow.net.value()};
  held.variance = ContractsSquared{held.variance.value() + share * share * flow.variance.value() +
                                   share * (1 - share) * flow.squares.value()};
  held.volume = Contracts{held.volume.value() + flow.volume.value()};
}

void anchor(Held& held, Contracts open_interest, bool had_holders_before) {
  const double bound = open_interest.value();
  double variance = held.variance.value();
  if (had_holders_before) {
    variance += bound * bound * uniform_variance;
  } else {
    const double before = held.open_interest.value_or(Contracts{0}).value();
    const double implied = std::abs(held.contracts.value()) - std::abs(held.at_anchor.value());
    variance += std::abs(bound - before - implied);
  }
  held.contracts = within(held.contracts, bound);
  held.variance = ContractsSquared{std::min(variance, bound * bound)};
  held.open_interest = open_interest;
  held.at_anchor = held.contracts;
}

}  // namespace

Inventory advanced(Inventory inventory, const DayFlow& day, Share dealer_share) {
  assert(!inventory.through || *inventory.through < day.day);
  for (const auto& [contract, flow] : day.contracts) {
    Held& held = inventory.held[contract];
    add_flow(held, flow, dealer_share.value());
    if (held.open_interest) held.contracts = within(held.contracts, held.open_interest->value() + flow.volume.value());
  }
  inventory.through = day.day;
  ++inventory.days;
  return inventory;
}

Inventory anchored(Inventory inventory, const market::ChainSnapshot& chain) {
  std::erase_if(inventory.held,
                [&](const auto& each) { return each.first.expiry < std::chrono::sys_days{chain.session}; });
  for (const market::OptionRow& row : chain.rows) {
    if (!row.open_interest) continue;
    const auto [entry, is_new] = inventory.held.try_emplace(market::key_of(chain.expiries[row.expiry], row));
    const bool first_seen = !inventory.anchored && !entry->second.open_interest;
    anchor(entry->second, *row.open_interest, first_seen);
  }
  inventory.anchored = true;
  return inventory;
}

exposure::Positioning positioning_of(const Inventory& inventory) {
  std::map<market::ContractKey, Contracts> held;
  for (const auto& [contract, each] : inventory.held) {
    if (each.volume.value() > 0) held.emplace(contract, each.contracts);
  }
  return exposure::Positioning::of_holdings(inventory.model, std::move(held));
}

}  // namespace gammafield::inventory
