#pragma once

#include <memory>
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
/// Straight lines beyond the first and the last knot, which never fall outward. Whether any stiffness kept butterflies
/// out is for the caller to check: where none did, the curve is the least stiff one.
///
/// Half of the work is done once, at making. The quotes must outlive it.
class SplineFit {
 public:
  /// None with fewer than 8 quotes.
  [[nodiscard]] static std::optional<SplineFit> of(std::span<const SmileQuote>);

  [[nodiscard]] CubicCurve free() const;
  /// Pushed up where it meets the floor; whether that sufficed is for the caller to check. None where it does not meet
  /// it: then it is the free one.
  [[nodiscard]] std::optional<CubicCurve> above(const SmileFloor&) const;

 private:
  class Squarer;
  explicit SplineFit(std::shared_ptr<const Squarer>);

  std::shared_ptr<const Squarer> squarer_;
  CubicCurve first_;
  double stiffness_ = 0;  ///< of the first
};

}  // namespace gammafield::pricing
