#pragma once

#include <cstddef>

#include "hedging/units.h"
#include "market/contract.h"
#include "market/units.h"

/// What is known in closed form, and what the simulation is held against. docs/methods.md section 5.
namespace gammafield::hedging {

/// Volatility of the price once dealers follow it at once: sigma / (1 + c), c = 100 kappa GEX; c > -1. Frey and Patie.
[[nodiscard]] double effective_volatility_ratio(double c);

/// Leland (1985): sigma sqrt(1 +- (lambda / sigma) sqrt(8 / (pi dt))), + for a short option. |its variance| floors at
/// 0.
[[nodiscard]] market::ImpliedVol leland_volatility(market::ImpliedVol, Lambda, market::Years between_trades,
                                                   bool short_option);

/// Whalley and Wilmott (1997), half the width of the band in shares: (3/2 e^{-rT} lambda S Gamma^2 / gamma)^{1/3}.
[[nodiscard]] market::Shares whalley_wilmott_band(market::Spot, SharesPerUsd gamma, Lambda, RiskAversion,
                                                  ContinuousRate, market::Years);

/// Zakamouline (2006): half-widths H0 + H1 of the band, and the volatility of the deltas in its middle. In shares where
/// gamma is of a whole book; in delta where it is of one share of option.
struct ZakamoulineBand {
  market::Shares h0, h1;
  double k = 0;
  market::ImpliedVol volatility;  ///< sigma sqrt(1 - k sgn Gamma), k clamped at 0.95
};
[[nodiscard]] ZakamoulineBand zakamouline_band(market::Spot, market::ImpliedVol, SharesPerUsd gamma, market::Years,
                                               Lambda, RiskAversion, ContinuousRate);

/// Move, as a part of spot, whose gamma gain a session's theta pays for: sqrt(-2 Theta dt / (Gamma S^2)); 0 where gamma
/// and theta have one sign.
[[nodiscard]] double break_even_move(market::Spot, SharesPerUsd gamma, UsdPerYear theta, market::Years session);

/// Probability that spot ends at the strike where dealers long n shares of options hedge the passage of time and their
/// trades move the price by E = impact S a share (5.1): 1 - exp(-n E / (sigma sqrt(2 pi T)) e^{-ln^2(S/K) / (2 sigma^2
/// T)}); 0 for dealers short.
[[nodiscard]] double pin_probability(market::Spot, market::Strike, market::Shares options, PerUsd impact,
                                     market::ImpliedVol, market::Years);

/// Probability that it ends at the strike where the whole delta is hedged at once: the noise must end between two
/// values, N((k + nE(1 - delta)) / (sigma sqrt T)) - N((k - nE delta) / (sigma sqrt T)), k = ln(K/S) (derived in
/// docs/methods.md 5.1; equal to pin_probability to first order). Without drift in ln S.
[[nodiscard]] double pin_probability_hedging_all(market::Spot, market::Strike, market::Shares options, double delta,
                                                 PerUsd impact, market::ImpliedVol, market::Years);

/// The standard deviation of the error of hedging one option n times: sqrt(pi/4) vega sigma / sqrt n (5.3).
[[nodiscard]] market::Usd hedging_error(UsdPerVol vega, market::ImpliedVol, std::size_t trades);

/// The expected gain of being long options hedged at implied volatility while another is realised: of one option that
/// is a premium difference (5.3). BS(realised) - BS(implied), no rates.
[[nodiscard]] market::Usd volatility_gain(market::Spot, market::Strike, market::Years, market::ImpliedVol implied,
                                          market::ImpliedVol realised);

}  // namespace gammafield::hedging
