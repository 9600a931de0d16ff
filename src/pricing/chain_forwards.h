#pragma once

#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/forward.h"
#include "pricing/priced_chain.h"
#include "pricing/strike_ladder.h"
#include "pricing/time_left.h"

namespace gammafield::pricing {

/// Internal to pricing/: what the forwards of a chain are found from.
struct ForwardQuestion {
  const market::ChainSnapshot& chain;
  const StrikeLadder& ladder;
  const std::vector<QuoteFlags>& quote_flags;
  std::span<const TimeLeft> times;
  double tick = 0.05;  ///< quote_tick of the chain
  double spot = 0;
  ForwardChoice choice = ForwardChoice::parity;
  ExerciseModel exercise = ExerciseModel::by_contract;
  std::size_t threads = 1;
};

/// One forward an expiry; F = S, D = 1 for settled ones. For a live one, the first of
///   1. parity with its own discount (not for American contracts: early exercise tilts the slope),
///   2. parity with the discount of the chain's rate curve, which is made from the best of 1;
///   American: with early exercise taken out of the prices, and one rate for the chain that their slopes then tell,
///   3. the vendor's deltas (only when chosen),
///   4. the carry of neighbours: between two known expiries; from one within ten days or a quarter of its time; from
///   one of
///      30 days and more to expiries up to three times as long; options on a volatility index: the nearest one's
///      forward,
///   5. F = S, D = 1.
[[nodiscard]] std::vector<ForwardFit> chain_forwards(const ForwardQuestion&);

[[nodiscard]] constexpr bool is_from_quotes(ForwardSource source) {
  return source == ForwardSource::parity || source == ForwardSource::parity_fixed_rate;
}

/// Whether the underlying's spot is no base for its forwards: options on a volatility index are priced off its futures.
[[nodiscard]] bool is_priced_off_futures(const market::Expiry&);

}  // namespace gammafield::pricing
