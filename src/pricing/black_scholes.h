#pragma once

#include "market/contract.h"

/// Bare doubles are allowed in pricing/ only; the paper's letters too.
namespace gammafield::pricing {

/// One European option, continuous rate and carry. S > 0, K > 0, T > 0 years, sigma > 0 a year.
struct BlackScholesInput {
  market::Right right = market::Right::call;
  double S = 0, K = 0, T = 0, r = 0, q = 0, sigma = 0;
};

/// Price and derivatives of one option, a share, long. With respect to spot S, calendar time t and sigma (1.00 = 100
/// vol points, T in years). Formulas: docs/methods.md section 3.
struct Greeks {
  double price = 0;
  double delta = 0;   ///< dV/dS
  double gamma = 0;   ///< d2V/dS2
  double vega = 0;    ///< dV/dsigma
  double theta = 0;   ///< dV/dt, a year
  double vanna = 0;   ///< d delta/d sigma
  double charm = 0;   ///< d delta/dt, a year
  double speed = 0;   ///< d gamma/dS
  double zomma = 0;   ///< d gamma/d sigma
  double colour = 0;  ///< d gamma/dt, a year
  double volga = 0;   ///< d vega/d sigma
};

/// Normal density and distribution function; N by erfc, full relative accuracy in both tails.
[[nodiscard]] double normal_density(double x);
[[nodiscard]] double normal_distribution(double x);

/// All of them. Below sigma*sqrt(T) = 1e-8 the limits of docs/methods.md 8.5 are taken: never NaN, never infinite.
[[nodiscard]] Greeks black_scholes_greeks(const BlackScholesInput&);
/// The gamma alone; the same value to the last bit.
[[nodiscard]] double black_scholes_gamma(const BlackScholesInput&);

/// Undiscounted Black price on a forward; v = sigma*sqrt(T) >= 0.
[[nodiscard]] double black_price(market::Right, double F, double K, double v);

}  // namespace gammafield::pricing
