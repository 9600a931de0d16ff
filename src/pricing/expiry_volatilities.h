#pragma once

#include <optional>
#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/priced_chain.h"
#include "pricing/strike_ladder.h"

namespace gammafield::pricing {

/// Internal to pricing/: total volatility sigma sqrt(T) of a contract, and where it came from.
struct TotalVol {
  double v = 0;
  VolSource source = VolSource::otm_mid;
};

/// The two contracts of a strike; the same volatility when the strike has one.
struct StrikeVol {
  std::optional<TotalVol> call, put;
  [[nodiscard]] const std::optional<TotalVol>& of(market::Right right) const {
    return right == market::Right::call ? call : put;
  }
};

/// One live expiry, ready to be given volatilities.
struct VolQuestion {
  const market::ChainSnapshot& chain;
  std::span<const Rung> rungs;
  const std::vector<QuoteFlags>& quote_flags;
  double forward = 0, discount = 1, years = 0, tick = 0.05;
  VolChoice choice = VolChoice::solve;
  VolSide side = VolSide::out_of_the_money;
};

/// One entry a rung (docs/methods.md 2.7, 2.8). VolSide::out_of_the_money, choice solve:
///   the OTM mid (time value of half a tick or more); the other side's mid, where its time value is not less than its
///   half-spread; neighbours on the smile; the vendor's OTM volatility, or its other side's.
/// Choice vendor: the vendor's OTM, then other side; neighbours on that smile; the mids.
/// Neighbours: total variance linear in ln(K/F) between the nearest strikes that have one, constant volatility beyond.
/// Fewer than three such strikes are no smile: the next source comes first. VolSide::own: each contract its own mid, or
/// its own vendor volatility as chosen, and nothing else.
[[nodiscard]] std::vector<StrikeVol> expiry_volatilities(const VolQuestion&);

/// Total volatility at the forward, on the smile of the OTM sides; none without any volatility.
[[nodiscard]] std::optional<double> volatility_at_forward(std::span<const Rung>, std::span<const StrikeVol>,
                                                          double forward);

}  // namespace gammafield::pricing
