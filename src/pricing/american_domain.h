#pragma once

#include "kernels/american_nodes.h"
#include "market/contract.h"

namespace gammafield::pricing {

/// An American contract and the market it is in. S, K > 0 in dollars, T years, r and q continuous, sigma a year.
struct AmericanTerms {
  market::Right right = market::Right::call;
  double S = 0, K = 0, T = 0, r = 0, q = 0, sigma = 0;
};

inline constexpr double american_lowest_vol = 1e-3, american_smallest_v = 1e-4;  ///< v = sigma sqrt(T)

/// Where the boundary kernel computes what early exercise adds to the calls or puts of an expiry: one boundary
/// (early_exercise.h), a premium above rounding, and volatility, time, rates and moneyness of the kernel's domain
/// (kernels/american.h). Elsewhere a contract is worth the European one.
class PremiumDomain {
 public:
  /// T years, r and q continuous.
  PremiumDomain(market::Right, double T, double r, double q);

  /// At any price of the underlying.
  [[nodiscard]] bool holds(double sigma) const;
  /// At that of AsPut::x. No boundary, ever, is within seven standard deviations of what lies outside: its premium is
  /// below 1e-12 of the interest on the strike.
  [[nodiscard]] bool holds(double sigma, double x) const;
  /// x beyond which no boundary lies within so many standard deviations.
  [[nodiscard]] double reach(double sigma, double deviations) const;

 private:
  bool pays_;
  double root_T_;
  double nearest_;  ///< ln(B/K) just before expiry, and how far drift carries there
};

[[nodiscard]] bool has_exercise_premium(const AmericanTerms&);

/// A contract as the kernel takes it, a put in strikes: calls change S with K and r with q.
struct AsPut {
  double x = 0;     ///< ln(S/K)
  double unit = 0;  ///< dollars that a value of 1 stands for
};
[[nodiscard]] AsPut as_put(market::Right, double S, double K);

/// Whether a put of that value and x is worth more than exercise now, by more than rounding.
[[nodiscard]] bool above_intrinsic(double value, double x);

/// Good to 2e-5 dollars on S = 100 within three months, 1e-5 beyond (root mean square).
[[nodiscard]] kernels::AmericanAccuracy american_accuracy(double T);

}  // namespace gammafield::pricing
