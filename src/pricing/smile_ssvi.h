#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pricing/smile_curve.h"
#include "pricing/smile_quote.h"

/// Internal to pricing/.
namespace gammafield::pricing {

/// SSVI (Gatheral and Jacquier 2014), one surface for all expiries:
///   w(k, theta) = theta/2 (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)),
///   phi(theta) = eta theta^-gamma (1 + theta)^(gamma - 1),   theta: an expiry's total variance at the money.
/// With 0 < gamma <= 1/2 and eta (1 + |rho|) <= 2 there is no butterfly and, theta rising, no calendar spread to be had
/// for less than nothing.
struct Ssvi {
  double rho = 0, eta = 1, gamma = 0.5;

  [[nodiscard]] double phi(double theta) const;
  [[nodiscard]] RawSvi slice(double theta) const;  ///< requires theta > 0
  [[nodiscard]] bool in_domain() const;            ///< the conditions above, all finite
  /// theta phi (1 + |rho|) < 4 and theta phi^2 (1 + |rho|) <= 4: no butterfly in this slice.
  [[nodiscard]] bool is_butterfly_free(double theta) const;
  /// 0 <= d(theta phi)/d theta <= phi (1 + sqrt(1 - rho^2))/rho^2: no calendar spread around this theta.
  [[nodiscard]] bool is_calendar_free(double theta) const;
};

/// An expiry's quotes with its place on the surface.
struct SsviSlice {
  double theta = 0;
  std::span<const SmileQuote> quotes;
};

/// Total variance at the money, linear between the quotes around it; none where all quotes lie on one side.
[[nodiscard]] std::optional<double> theta_of(std::span<const SmileQuote>);

/// Through all slices at once, at most 16 quotes of each, residuals in tolerances and none counted beyond ten of them.
/// None without any quote. Always in_domain().
[[nodiscard]] std::optional<Ssvi> fit_ssvi(std::span<const SsviSlice>);

}  // namespace gammafield::pricing
