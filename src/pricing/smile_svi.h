#pragma once

#include <optional>
#include <span>

#include "pricing/smile_curve.h"
#include "pricing/smile_floor.h"
#include "pricing/smile_quote.h"

/// Internal to pricing/.
namespace gammafield::pricing {

inline constexpr std::size_t svi_quotes_min = 8;

/// Raw SVI through quotes (docs/methods.md 2.9): least squares of (w - w_i)/tolerance_i, a residual beyond one
/// tolerance weighed down as Huber does. Quasi-explicit (De Marco and Martini 2009): given m and sigma the rest is
/// linear,
///   w = a + d y + c z,  y = (k - m)/sigma,  z = sqrt(y^2 + 1),  c = b sigma,  d = rho c
/// and is solved inside |d| <= c, c + |d| <= 2 sigma (Lee), minimum >= 0; (m, sigma) by simplex search.
/// None with fewer than 8 quotes, or where nothing finite comes out. Always in_domain(); butterflies are for the caller
/// to check.
[[nodiscard]] std::optional<RawSvi> fit_svi(std::span<const SmileQuote>);

/// The same where a fit lets butterflies or calendar spreads be had for less than nothing: the search pays for g < 0
/// and for w below the floor. None where the best still has either.
[[nodiscard]] std::optional<RawSvi> fit_svi_without_arbitrage(std::span<const SmileQuote>, const SmileFloor&);

}  // namespace gammafield::pricing
