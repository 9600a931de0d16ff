#include "pricing/implied_vol.h"

#include <algorithm>
#include <cmath>

#include "pricing/implied_vol_coefficients.h"
#include "pricing/normalised_black.h"
#include "pricing/scaled_erfc.h"

namespace gammafield::pricing {
namespace {

constexpr int iterations_max = 64;    // 2 or 3 are the rule; the bracket alone would need about 60
constexpr double last_step = 1e-5;    // relative; the next error is about its fourth power
constexpr double upper_share = 0.15;  // of the maximum: above, the complement carries the information
constexpr double lower_vol_max = 1;   // of the lower objective, where sqrt(2|x|) is less: 15 % of the maximum is 0.4
constexpr double series_is_exact = 1e-8;  // an at-the-money price below: the next term of the series is 1e-17
constexpr double quantile_scale = 8;      // of both seeds, see tools/make_implied_vol_coefficients.py

/// One out-of-the-money price b in (0, b_max), x = -|ln(F/K)|; complement = b_max - b without cancellation.
struct Problem {
  double x = 0, y = 0;  ///< y = |F - K| / sqrt(F K)
  double price = 0, complement = 0;
};

struct Bracket {
  double low = 0, high = 0;
  [[nodiscard]] double middle() const { return low > 0 ? std::sqrt(low) * std::sqrt(high) : 0.5 * high; }
};

/// z(w) of a tail like exp(-z^2/2).
template <std::size_t n>
double quantile(const std::array<double, n>& c, double w) {
  return w * std::sqrt(polynomial(c, w / (w + quantile_scale)) / (1 + w));
}

/// Bachelier's volatility is a function of y/price alone; then the factor x/y and the at-the-money series make it
/// lognormal.
double lower_seed(const Problem& p) {
  double normal = p.price / inverse_sqrt_2pi;  // at the money
  if (p.y > 1e-3 * p.price) {
    const double ratio = p.y / p.price;
    const double w = ratio < 1e300 ? std::log1p(ratio) : std::log(p.y) - std::log(p.price);
    normal = -p.x / quantile(coefficients::bachelier_quantile, w);
  }
  const double z = std::min(normal * normal, 2.0);  // the series is for small z; beyond, a seed is all it is
  return normal * (1 + z * (1.0 / 24 + z * (7.0 / 1920)));
}

/// The complement is b_max (1 + rho) N(h - t): rho = 1 at the money, and its value at v = sqrt(2|x|) is taken
/// elsewhere. Exact in both places.
double upper_seed(const Problem& p) {
  const double rho = scaled_erfc_positive(std::sqrt(-p.x));
  const double tail = std::min(p.complement / (std::exp(0.5 * p.x) * (1 + rho)), 0.5);
  const double u = quantile(coefficients::normal_quantile, -std::log(2 * tail));
  return u + std::sqrt(u * u - 2 * p.x);
}

/// Householder's third-order step for f, from nu = -f/f', f''/f' and f'''/f': the error goes to its fourth power.
double householder_step(double nu, double second, double third) {
  return nu * (1 + 0.5 * nu * second) / (1 + nu * (second + nu * third / 6));
}

/// b''/b' and b'''/b' in v; the same for the complement.
struct Ratios {
  double second = 0, third = 0;
  Ratios(double x, double v) {
    const double h = x / v, t = 0.5 * v;
    second = (h * h - t * t) / v;
    third = second * second - 3 * (h / v) * (h / v) - 0.25;
  }
  /// From b to ln b, whose first derivative is `slope`.
  void take_log(double slope) {
    third += slope * (2 * slope - 3 * second);
    second -= slope;
  }
};

/// Step on 1/ln b: ln b is nearly -x^2/(2 v^2) far out of the money, so its inverse is nearly a parabola in v at any
/// depth.
double lower_step(const Problem& p, double v, double log_target, double& error) {
  const auto [log_price, slope] = log_normalised_black(p.x, v);
  error = log_price - log_target;
  Ratios ratios(p.x, v);
  ratios.take_log(slope);
  const double bend = slope / log_price;  // of the inverse
  const double nu = -error / slope * (log_price / log_target);
  return householder_step(nu, ratios.second - 2 * bend, ratios.third - 6 * bend * (ratios.second - bend));
}

/// Step on ln(b_max - b), nearly -v^2/8 for large v.
double upper_step(const Problem& p, double v, double log_target, double& error) {
  const auto [log_complement, slope] = log_normalised_complement(p.x, v);
  error = log_target - log_complement;
  Ratios ratios(p.x, v);
  ratios.take_log(slope);
  return householder_step(error / slope, ratios.second, ratios.third);
}

/// Steps until one is negligible; a step that leaves the bracket is replaced by its middle. `error` > 0: v too large.
template <class Step>
double solve(Step step, double v, Bracket bracket) {
  if (!(v > bracket.low && v < bracket.high)) v = bracket.middle();
  for (int i = 0; i < iterations_max; ++i) {
    double error = 0;
    const double change = step(v, error);
    (error > 0 ? bracket.high : bracket.low) = v;
    const double next = v + change;
    if (std::abs(change) <= last_step * v) return next;
    v = next > bracket.low && next < bracket.high ? next : bracket.middle();
  }
  return v;
}

/// sqrt(2|x|) is where b turns from convex to concave: one objective on each side.
double solve_normalised(const Problem& p) {
  if (p.x == 0 && p.price < series_is_exact) return lower_seed(p);
  const double turn = std::sqrt(-2 * p.x), b_max = p.price + p.complement;
  const double at_turn = 0.5 * b_max * (1 - scaled_erfc_positive(std::sqrt(-p.x)));
  if (p.price > std::max(at_turn, upper_share * b_max)) {
    const double target = std::log(p.complement);
    const auto step = [&](double v, double& error) { return upper_step(p, v, target, error); };
    return solve(step, upper_seed(p), {turn, 20 + std::sqrt(400 - 2 * p.x)});
  }
  const double target = std::log(p.price);
  const auto step = [&](double v, double& error) { return lower_step(p, v, target, error); };
  return solve(step, lower_seed(p), {0, std::max(turn, lower_vol_max)});
}

bool usable(double x) { return std::isfinite(x) && x > 0; }

}  // namespace

std::string_view to_string(VolFailure failure) {
  switch (failure) {
    case VolFailure::below_intrinsic: return "below_intrinsic";
    case VolFailure::above_max: return "above_max";
    case VolFailure::no_time_value: return "no_time_value";
    case VolFailure::bad_input: return "bad_input";
  }
  return "bad_input";
}

base::Result<double, VolFailure> implied_total_vol(market::Right right, double undiscounted_price, double F, double K,
                                                   double smallest_time_value) {
  if (!usable(F) || !usable(K) || !std::isfinite(undiscounted_price)) return base::failure(VolFailure::bad_input);
  const double intrinsic = std::max(right == market::Right::call ? F - K : K - F, 0.0);
  const double time_value = undiscounted_price - intrinsic, largest = std::min(F, K);
  if (time_value < 0) return base::failure(VolFailure::below_intrinsic);
  if (time_value == 0 || time_value < smallest_time_value) return base::failure(VolFailure::no_time_value);
  if (time_value >= largest) return base::failure(VolFailure::above_max);
  const double scale = std::sqrt(F) * std::sqrt(K);
  const Problem problem{-std::abs(log_moneyness(F, K)), std::abs(F - K) / scale, time_value / scale,
                        (largest - time_value) / scale};
  if (!usable(problem.price) || !usable(problem.complement)) return base::failure(VolFailure::bad_input);
  return solve_normalised(problem);
}

}  // namespace gammafield::pricing
