#pragma once

#include <vector>

#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The bars of the histogram. call, put: gross, never negative. With the naive model net = call - put.
struct StrikeExposure {
  market::Strike strike;
  market::UsdPerPercent call, put;  ///< C_K, P_K
  market::UsdPerPercent net;        ///< N_K, signed by the positioning model
  market::Contracts call_open_interest, put_open_interest;
  [[nodiscard]] market::UsdPerPercent absolute() const { return market::UsdPerPercent{call.value() + put.value()}; }  ///< A_K
  [[nodiscard]] market::Contracts open_interest() const {
    return market::Contracts{call_open_interest.value() + put_open_interest.value()};
  }
};

/// Ascending by strike; every strike that any holding has.
[[nodiscard]] std::vector<StrikeExposure> by_strike(const Book&);

/// Totals over the book: dealer exposures of docs/methods.md section 3.
struct Totals {
  market::UsdPerPercent net_gex, gross_gex, call_gex, put_gex;  ///< call, put: gross
  market::Usd net_dex;                 ///< dollars of delta
  market::UsdPerVolPoint net_vega;     ///< option value, a vol point
  market::UsdPerDay net_theta;         ///< option value, a calendar day
  market::UsdPerVolPoint net_vanna;    ///< dollars of delta, a vol point up; hedging flow is its negative
  market::UsdPerDay net_charm;         ///< dollars of delta, a calendar day; hedging flow is its negative
  double net_speed = 0;                ///< $ a 1 % a 1 %
  double net_zomma = 0;                ///< $ a 1 % a vol point
  double net_colour = 0;               ///< $ a 1 % a day
  double net_volga = 0;                ///< $ a vol point^2
  /// net/gross in [-1, 1]; 0 for an empty book.
  [[nodiscard]] double net_to_gross() const { return gross_gex.value() > 0 ? net_gex.value() / gross_gex.value() : 0; }
};
[[nodiscard]] Totals totals(const Book&);

}  // namespace gammafield::exposure
