#pragma once

#include <cmath>
#include <span>

#include "pricing/smile_curve.h"

namespace gammafield::pricing {

/// Internal to pricing/: one out-of-the-money quote as a smile fit sees it. Prices are undiscounted and over sqrt(F K).
struct SmileQuote {
  double k = 0;            ///< ln(K/F)
  double w = 0;            ///< total variance of the mid
  double half_spread = 0;  ///< > 0
  double mid = 0;
  /// The half-spread as a distance of w, half_spread / (d price/d w): what residuals are counted in, so that a fit
  /// weighs by vega over half-spread. Finite, > 0.
  double tolerance = 0;

  /// Whether a total variance prices the option within its spread.
  [[nodiscard]] bool holds(double variance) const;
};

/// Requires w > 0, half_spread > 0, all finite.
[[nodiscard]] SmileQuote smile_quote(double k, double w, double half_spread);

/// sqrt(w) of the quote nearest to the money: the length that smiles are measured in. Requires a quote.
[[nodiscard]] double smile_width(std::span<const SmileQuote>);

/// How well a curve goes through quotes.
struct SmileFit {
  double inside = 0;  ///< share of the quotes it prices within their spreads
  double rmse = 0;    ///< root mean square of sqrt(w) less the quotes'
};

/// Requires at least one quote.
template <class Curve>
[[nodiscard]] SmileFit fit_of(const Curve& curve, std::span<const SmileQuote> quotes) {
  SmileFit fit;
  AscendingReader reader{curve};
  for (const SmileQuote& quote : quotes) {
    const double w = reader.at(quote.k).w;
    const double miss = std::sqrt(w) - std::sqrt(quote.w);
    fit.inside += quote.holds(w) ? 1 : 0;
    fit.rmse += miss * miss;
  }
  const auto count = static_cast<double>(quotes.size());
  return {fit.inside / count, std::sqrt(fit.rmse / count)};
}

}  // namespace gammafield::pricing
