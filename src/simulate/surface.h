#pragma once

#include "base/strong.h"
#include "market/units.h"

namespace gammafield::simulate {

using Skew = base::Strong<struct SkewTag>;  ///< correlation of spot and volatility, -1 to 1; an index has about -0.6

/// A volatility surface free of static arbitrage: SSVI (Gatheral and Jacquier, "Arbitrage-free SVI volatility
/// surfaces", 2014, section 4) with their power-law curvature, exponent 1/2:
///   w(k) = theta/2 * (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)),   phi = eta / sqrt(theta (1 + theta)),
///   k = ln(K / F), total variance w = sigma^2 T.
/// With eta (1 + |rho|) = 2, the largest that they allow, and theta growing with T there is neither butterfly nor
/// calendar arbitrage at any strike. At-the-money variance a year moves from near_vol^2 to far_vol^2 as it does in a
/// mean-reverting variance:
///   theta(T) = far^2 T + (near^2 - far^2) (1 - e^{-speed T}) / speed,   speed = 4.5 a year.
class Surface {
 public:
  /// Requires both volatilities positive and |skew| < 1.
  Surface(market::ImpliedVol near_vol, market::ImpliedVol far_vol, Skew);

  [[nodiscard]] market::ImpliedVol at_the_money(market::Years) const;  ///< at the forward; years > 0
  [[nodiscard]] market::ImpliedVol implied_vol(market::Price forward, market::Strike, market::Years) const;

 private:
  [[nodiscard]] double total_variance(market::Years) const;

  double near_variance_, far_variance_, rho_, eta_;
};

}  // namespace gammafield::simulate
