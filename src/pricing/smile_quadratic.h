#pragma once

#include <optional>
#include <span>

#include "pricing/smile_curve.h"
#include "pricing/smile_quote.h"

namespace gammafield::pricing {

inline constexpr std::size_t quadratic_quotes_min = 3;

/// Internal to pricing/: for expiries with hardly any quotes, w = c0 + c1 k + c2 k^2 by least squares in tolerances,
/// with c2 >= 0, between the outermost quotes; straight lines beyond them that do not fall outward; nowhere below a
/// quarter of the lowest quote. None with fewer than three quotes at distinct places.
[[nodiscard]] std::optional<CubicCurve> fit_quadratic(std::span<const SmileQuote>);

}  // namespace gammafield::pricing
