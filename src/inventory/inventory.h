#pragma once

#include <cstddef>
#include <map>
#include <optional>

#include "exposure/positioning.h"
#include "inventory/flow.h"
#include "market/chain.h"

namespace gammafield::inventory {

/// What dealers are inferred to hold of one contract.
struct Held {
  market::Contracts contracts;                     ///< + dealers long
  ContractsSquared variance;                       ///< of `contracts`, at most open interest squared once that is known
  market::Contracts volume;                        ///< traded, of all days counted
  std::optional<market::Contracts> open_interest;  ///< at the last anchoring
  market::Contracts at_anchor;                     ///< `contracts` just after it
};

/// Dealer positions carried from day to day: a value, handed in and back.
struct Inventory {
  exposure::PositioningModel model = exposure::PositioningModel::flow;  ///< flow or open_close
  std::optional<market::Date> through;                                  ///< the last trading day counted
  std::size_t days = 0;                                                 ///< trading days counted
  bool anchored = false;                                                ///< to open interest, at least once
  std::map<market::ContractKey, Held> held;
};

/// Positions of before the first day are unknown; the studies that build them from flow drop their first 250 trading
/// days (docs/methods.md 4.3).
inline constexpr std::size_t burn_in_days = 250;
[[nodiscard]] inline bool burnt_in(const Inventory& inventory) { return inventory.days >= burn_in_days; }

/// Of what customers trade, the part that dealers take the other side of; the rest is between customers and firms.
inline constexpr Share usual_dealer_share{0.8};

/// A day later: n <- n - rho net; its variance grows by rho^2 variance + rho (1 - rho) squares, the second because
/// which trades dealers took is unknown. Where open interest is known, n stays within it plus the day's volume.
/// Requires a day after `through`.
[[nodiscard]] Inventory advanced(Inventory, const DayFlow&, Share dealer_share);

/// What the morning's open interest says: |n| <= OI; the variance grows by the contracts by which open interest moved
/// otherwise than n did, as if each were a coin toss, and never exceeds OI^2. Contracts that are met for the first time
/// at the first anchoring had holders before: their variance grows by OI^2/3, any holding within the bounds being
/// equally likely. Expired contracts go; contracts the chain does not list stay.
[[nodiscard]] Inventory anchored(Inventory, const market::ChainSnapshot&);

/// The model that gives each traded contract its holding; contracts without trades are flat, and not covered.
[[nodiscard]] exposure::Positioning positioning_of(const Inventory&);

}  // namespace gammafield::inventory
