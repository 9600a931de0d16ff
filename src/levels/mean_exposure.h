#pragma once

#include <chrono>

#include "exposure/repriced_book.h"
#include "levels/no_level.h"
#include "market/units.h"

namespace gammafield::levels {

/// Net GEX averaged over where spot may be a little later: steady where a strike's own exposure is a spike that one
/// step of the market leaves behind (docs/methods.md 1.4.18).
struct MeanExposure {
  std::chrono::minutes horizon{0};
  market::UsdPerPercent net;            ///< E[GEX(S_tau)]
  market::UsdPerPercent one_deviation;  ///< standard deviation of GEX(S_tau)
};

/// S_tau = S exp(sigma sqrt(tau) z - sigma^2 tau / 2), z standard normal; the book itself as it is now. By the
/// trapezoidal rule on 481 points over six deviations either way, which a spike a fifth as wide as the move cannot slip
/// through. `tau`: the horizon in years of the volatility's clock. Requires vol, horizon, tau > 0. None of an empty
/// book.
[[nodiscard]] Level<MeanExposure> mean_exposure(const exposure::RepricedBook&, market::ImpliedVol,
                                                std::chrono::minutes horizon, market::Years tau);

}  // namespace gammafield::levels
