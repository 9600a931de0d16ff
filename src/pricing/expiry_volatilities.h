#pragma once

#include <optional>
#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/american_volatilities.h"
#include "pricing/fitted_smiles.h"
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
  double forward = 0, discount = 1;
  double years =
      0;  ///< on the vendor's clock, ACT/365 unless a convention says otherwise: what its volatilities go with
  double tick = 0.05;
  VolChoice choice = VolChoice::solve;
  VolSide side = VolSide::out_of_the_money;
  std::optional<Smile> smile = {};  ///< fitted to the expiry's quotes
  std::optional<EarlyExercise> early =
      {};  ///< of an American expiry: what is solved from mids is the volatility of that
};

/// One entry a rung.
using RungVols = std::vector<std::optional<TotalVol>>;

/// What quotes say by themselves: the OTM mid (time value of half a tick or more), else the other side's mid, where its
/// time value is not less than its half-spread.
[[nodiscard]] RungVols volatilities_of_mids(const VolQuestion&);

/// The out-of-the-money quotes among them, for a smile to be fitted to. A half-spread counts as half a tick at least.
[[nodiscard]] std::vector<SmileQuote> smile_quotes(const VolQuestion&, const RungVols& mids);

/// One entry a rung (docs/methods.md 2.7, 2.8). VolSide::out_of_the_money, choice solve:
///   the mids; the fitted smile, where half the quotes or more lie on it; neighbours on the line between the strikes;
///   the vendor's OTM volatility, or its other side's.
/// Choice surface: the fitted smile for every strike, then as solve. Where the OTM side has an ask and no bid, the
/// smile's value is at most the volatility of half that ask.
/// Choice vendor: the vendor's OTM, then other side; neighbours on that line; the mids.
/// Neighbours: total variance linear in ln(K/F) between the nearest strikes that have one, constant volatility beyond.
/// Fewer than three such strikes are no smile: the next source comes first. VolSide::own: each contract its own mid, or
/// its own vendor volatility as chosen, and nothing else.
/// `mids` is volatilities_of_mids of the same question; only the choices solve and surface read it.
[[nodiscard]] std::vector<StrikeVol> expiry_volatilities(const VolQuestion&, const RungVols& mids);

/// The line through the volatilities of the OTM sides, for an expiry without a fitted smile; none without any.
[[nodiscard]] std::optional<Smile> line_through(std::span<const Rung>, std::span<const StrikeVol>, double forward);

/// Total volatility at the forward, on the smile of the OTM sides; none without any volatility.
[[nodiscard]] std::optional<double> volatility_at_forward(std::span<const Rung>, std::span<const StrikeVol>,
                                                          double forward);

}  // namespace gammafield::pricing
