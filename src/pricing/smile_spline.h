#pragma once

#include <optional>
#include <span>

#include "pricing/smile_curve.h"
#include "pricing/smile_floor.h"
#include "pricing/smile_quote.h"

namespace gammafield::pricing {

inline constexpr std::size_t spline_quotes_min = 8;

/// Internal to pricing/: a cubic in w through quotes (docs/methods.md 2.9). The natural cubic spline on at most 20
/// knots, at even shares of the quotes, that minimises
///   sum of ((w - w_i)/tolerance_i)^2  +  stiffness * integral of w''^2    (w, k in units of the smile's own size)
/// with Huber's weights, at the least stiffness of a fixed ladder that lets no butterfly be had for less than nothing.
/// Straight lines beyond the first and the last knot, which never fall outward. Where it meets the floor it is pushed
/// up. Whether that sufficed, and whether any stiffness kept butterflies out, is for the caller to check: where none
/// did, the curve is the least stiff one. None with fewer than 8 quotes.
[[nodiscard]] std::optional<CubicCurve> fit_spline(std::span<const SmileQuote>, const SmileFloor&);

}  // namespace gammafield::pricing
