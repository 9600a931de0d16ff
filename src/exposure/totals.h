#pragma once

#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// Totals over the book: dealer exposures of docs/methods.md section 3. Positive: the dealers hold it.
struct Totals {
  market::UsdPerPercent net_gex, gross_gex, call_gex, put_gex;  ///< gross, call, put: as if all were held long
  market::Usd net_dex;                                          ///< dollars of delta; the hedge is its negative
  market::UsdPerVolPoint net_vega;                              ///< option value, a vol point
  market::UsdPerDay net_theta;                                  ///< option value, a calendar day
  market::UsdPerVolPoint net_vanna;  ///< dollars of delta, a vol point up; hedging flow is its negative
  market::UsdPerDay net_charm;       ///< dollars of delta, a calendar day; hedging flow is its negative
  double net_speed = 0;              ///< $ a 1 % a 1 %: how net GEX changes with a 1 % rise
  double net_zomma = 0;              ///< $ a 1 % a vol point
  double net_colour = 0;             ///< $ a 1 % a day
  double net_volga = 0;              ///< $ a vol point^2
  /// net/gross in [-1, 1]; 0 for an empty book.
  [[nodiscard]] double net_to_gross() const { return gross_gex.value() > 0 ? net_gex.value() / gross_gex.value() : 0; }
};
[[nodiscard]] Totals totals(const Book&);

}  // namespace gammafield::exposure
