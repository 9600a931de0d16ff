#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pricing/smile.h"
#include "pricing/smile_quote.h"

namespace gammafield::pricing {

/// Internal to pricing/: below this share a curve is no smile of these quotes.
inline constexpr double inside_least = 0.5;

/// One expiry's out-of-the-money quotes, k ascending and distinct.
struct SmileQuotes {
  double years = 0;
  std::vector<SmileQuote> quotes;
};

/// One smile an expiry, none for those with fewer than three quotes; expiries ascending in time (docs/methods.md 2.9).
/// Tried in turn: raw SVI, the chain's SSVI surface, a cubic spline; below eight quotes SSVI and a quadratic. The first
/// without arbitrage that has 90 % of the quotes inside wins; else the first of that without butterflies; else the one
/// without butterflies that has the most inside, if that is half of them or more; else the one with the most inside.
/// `rising`: later expiries may not have less total variance (false for options on a volatility index, whose expiries
/// have underlyings of their own). `threads` fit side by side what does not wait for the expiry before; the fits are
/// the same whatever their number.
[[nodiscard]] std::vector<std::optional<Smile>> fit_smiles(std::span<const SmileQuotes>, bool rising,
                                                           std::size_t threads = 1);

}  // namespace gammafield::pricing
