#pragma once

#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/priced_chain.h"
#include "pricing/strike_ladder.h"

/// Internal to pricing/: what is wrong with a quote (docs/methods.md 2.7). Every rule sets a flag; none drops silently.
namespace gammafield::pricing {

/// The price step of the chain's quotes: 0.05 dollars where all are multiples of it, otherwise 0.01.
[[nodiscard]] double quote_tick(const market::ChainSnapshot&);

/// Flags that the row shows by itself: no_quote (either side missing), zero_bid, crossed, locked, wide (spread above
/// half of mid and above 5 ticks), vendor_iv_missing, no_open_interest (missing or zero).
[[nodiscard]] QuoteFlags flags_of_row(const market::OptionRow&, double tick);
/// The same in a chain of last trades (ChainSnapshot::trades_for_quotes): last_trade where the row has one of today,
/// else no_quote. A contract without volume last traded on another day.
[[nodiscard]] QuoteFlags flags_of_trade(const market::OptionRow&);

/// Both sides are there, bid > 0, not crossed: the mid is a price. So is a last trade, as bid and ask at once.
[[nodiscard]] bool has_mid(QuoteFlags);
[[nodiscard]] double bid_of(const market::OptionRow&);          ///< requires has_mid
[[nodiscard]] double ask_of(const market::OptionRow&);          ///< requires has_mid
[[nodiscard]] double mid_of(const market::OptionRow&);          ///< requires has_mid
[[nodiscard]] double half_spread_of(const market::OptionRow&);  ///< requires has_mid

/// below_intrinsic (mid under discounted intrinsic by more than the half-spread) and above_bound (mid over D F for a
/// call, D K for a put, by more than the half-spread), for quotes with a mid.
[[nodiscard]] QuoteFlags flags_of_bounds(const market::OptionRow&, double forward, double discount);

/// Adds non_monotone to both contracts of neighbouring strikes that could be traded for a sure gain (a call bid above
/// the ask of a lower strike, a put bid above the ask of a higher one), non_convex to the middle of three whose
/// butterfly costs less than nothing at bid and ask. `flags` is one a chain row.
void flag_arbitrage(const market::ChainSnapshot&, std::span<const Rung> strikes, std::vector<QuoteFlags>& flags);

}  // namespace gammafield::pricing
