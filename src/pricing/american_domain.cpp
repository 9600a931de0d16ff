#include "pricing/american_domain.h"

#include <algorithm>
#include <cmath>

#include "pricing/early_exercise.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr double short_time = 0.25;            // years: the fast scheme is good to 2e-5 dollars on S = 100
constexpr double negligible_interest = 1e-12;  // earned on the strike until the end
constexpr double rounding = 1e-14;             // of the strike
constexpr double largest_rate_times_T = 3, largest_log_moneyness = 30, largest_v = 30;

}  // namespace

bool has_exercise_premium(const AmericanTerms& c) {
  if (early_exercise(c.right, c.r, c.q) != EarlyExercise::one_boundary) return false;
  const double interest = c.right == Right::put ? c.r : c.q, dividend = c.right == Right::put ? c.q : c.r;
  // the premium is less than that of the strike
  if (interest * c.T < negligible_interest && dividend >= 0) return false;
  const double v = c.sigma * std::sqrt(c.T);
  if (!(v >= american_smallest_v && v <= largest_v && c.sigma >= american_lowest_vol)) return false;
  if (!(std::max(std::abs(c.r), std::abs(c.q)) * c.T <= largest_rate_times_T)) return false;
  return c.K > 0 && std::abs(std::log(c.S / c.K)) <= largest_log_moneyness;
}

AsPut as_put(Right right, double S, double K) {
  return right == Right::put ? AsPut{std::log(S / K), K} : AsPut{std::log(K / S), S};
}

bool above_intrinsic(double value, double x) { return value > std::max(-std::expm1(x), 0.0) + rounding; }

kernels::AmericanAccuracy american_accuracy(double T) {
  return T <= short_time ? kernels::AmericanAccuracy::fast : kernels::AmericanAccuracy::standard;
}

}  // namespace gammafield::pricing
