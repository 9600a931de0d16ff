#include "pricing/black_scholes.h"

#include <algorithm>
#include <cmath>

#include "pricing/normalised_black.h"
#include "pricing/scaled_erfc.h"

namespace gammafield::pricing {
namespace {

constexpr double smallest_v = 1e-8;    // sigma sqrt(T) below which the limits are taken
constexpr double largest_d = 1e9;      // beyond, the density is zero anyway; keeps 0 * infinity away
constexpr double largest_power = 700;  // exp stays finite

double bounded_exp(double x) { return std::exp(std::clamp(x, -largest_power, largest_power)); }

/// What price, gamma and every other greek share.
struct Terms {
  double v = 0, d1 = 0, d2 = 0;
  double density = 0;                     ///< of d1
  double carry_factor = 1, discount = 1;  ///< e^{-qT}, e^{-rT}
  double gamma = 0;
};

/// v is floored: off the strike that gives the limit 0 of gamma, at the strike it clamps what would be infinite, and
/// leaves delta one half.
Terms terms_of(const BlackScholesInput& in) {
  Terms out;
  const double v = in.sigma * std::sqrt(in.T);
  const double half = v < smallest_v ? 0 : 0.5 * v;
  out.v = std::max(v, smallest_v);
  const double moneyness = log_moneyness(in.S, in.K) + (in.r - in.q) * in.T;
  const double h = std::clamp(moneyness / out.v, -largest_d, largest_d);
  out.d1 = h + half;
  out.d2 = h - half;
  out.density = inverse_sqrt_2pi * half_square_exp(out.d1);
  out.carry_factor = bounded_exp(-in.q * in.T);
  out.discount = bounded_exp(-in.r * in.T);
  out.gamma = out.carry_factor * out.density / (in.S * out.v);
  return out;
}

/// N(sign * d).
double signed_distribution(double sign, double d) { return normal_distribution(sign * d); }

/// The greeks that a vanishing sigma sqrt(T) leaves: forward intrinsic, its delta and its carry.
void fill_carry(const BlackScholesInput& in, const Terms& t, Greeks& out) {
  const double sign = in.right == market::Right::call ? 1 : -1;
  const double n1 = signed_distribution(sign, t.d1), n2 = signed_distribution(sign, t.d2);
  const double forward = in.S * bounded_exp((in.r - in.q) * in.T);
  out.price = t.discount * black_price(in.right, forward, in.K, in.sigma * std::sqrt(in.T));
  out.delta = sign * t.carry_factor * n1;
  out.gamma = t.gamma;
  out.theta = sign * (in.q * in.S * t.carry_factor * n1 - in.r * in.K * t.discount * n2);
  out.charm = sign * in.q * t.carry_factor * n1;
}

void fill_volatility(const BlackScholesInput& in, const Terms& t, Greeks& out) {
  const double root_T = std::sqrt(in.T), weight = t.carry_factor * t.density;
  const double drift = 2 * (in.r - in.q) * in.T - t.d2 * t.v;  // 2 T times the rate at which d1 moves with T, times v
  out.vega = in.S * weight * root_T;
  out.theta -= in.S * weight * in.sigma / (2 * root_T);
  out.vanna = -weight * t.d2 / in.sigma;
  out.charm -= weight * drift / (2 * in.T * t.v);
  out.speed = -out.gamma / in.S * (t.d1 / t.v + 1);
  out.zomma = out.gamma * (t.d1 * t.d2 - 1) / in.sigma;
  out.colour = out.gamma / (2 * in.T) * (2 * in.q * in.T + 1 + t.d1 * drift / t.v);
  out.volga = out.vega * t.d1 * t.d2 / in.sigma;
}

}  // namespace

double normal_density(double x) { return inverse_sqrt_2pi * half_square_exp(x); }

double normal_distribution(double x) {
  const double tail = normal_tail(x, half_square_exp(x));
  return x <= 0 ? tail : 1 - tail;
}

Greeks black_scholes_greeks(const BlackScholesInput& in) {
  const Terms terms = terms_of(in);
  Greeks out;
  fill_carry(in, terms, out);
  if (in.sigma * std::sqrt(in.T) >= smallest_v) fill_volatility(in, terms, out);
  return out;
}

double black_scholes_gamma(const BlackScholesInput& in) { return terms_of(in).gamma; }

double black_price(market::Right right, double F, double K, double v) {
  const double intrinsic = right == market::Right::call ? F - K : K - F;
  const double time_value = std::sqrt(F) * std::sqrt(K) * normalised_black(-std::abs(log_moneyness(F, K)), v);
  return std::max(intrinsic, 0.0) + time_value;
}

}  // namespace gammafield::pricing
