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
constexpr double farthest_boundary = 7;        // standard deviations: N(-7) is 1.3e-12
constexpr double tiny = 1e-300;
constexpr double largest_rate_times_T = 3, largest_log_moneyness = 30, largest_v = 30;

}  // namespace

PremiumDomain::PremiumDomain(Right right, double T, double r, double q)
    : pays_(early_exercise(right, r, q) == EarlyExercise::one_boundary), root_T_(std::sqrt(T)), nearest_(0) {
  const double interest = right == Right::put ? r : q, dividend = right == Right::put ? q : r;
  // the premium is less than that of the strike
  pays_ = pays_ && !(interest * T < negligible_interest && dividend >= 0);
  pays_ = pays_ && std::max(std::abs(r), std::abs(q)) * T <= largest_rate_times_T;
  if (!pays_) return;
  if (dividend > interest && dividend > tiny) nearest_ = std::log(interest / dividend);
  nearest_ += std::max(0.0, (dividend - interest) * T);
}

bool PremiumDomain::holds(double sigma) const {
  const double v = sigma * root_T_;
  return pays_ && v >= american_smallest_v && v <= largest_v && sigma >= american_lowest_vol;
}

bool PremiumDomain::holds(double sigma, double x) const {
  return holds(sigma) && std::abs(x) <= largest_log_moneyness && x < reach(sigma, farthest_boundary);
}

double PremiumDomain::reach(double sigma, double deviations) const {
  const double v = sigma * root_T_;
  return nearest_ + v * (deviations + 0.5 * v);
}

bool has_exercise_premium(const AmericanTerms& c) {
  return PremiumDomain{c.right, c.T, c.r, c.q}.holds(c.sigma, as_put(c.right, c.S, c.K).x);
}

AsPut as_put(Right right, double S, double K) {
  return right == Right::put ? AsPut{std::log(S / K), K} : AsPut{std::log(K / S), S};
}

bool above_intrinsic(double value, double x) { return value > (x < 0 ? -std::expm1(x) : 0.0) + rounding; }

kernels::AmericanAccuracy american_accuracy(double T) {
  return T <= short_time ? kernels::AmericanAccuracy::fast : kernels::AmericanAccuracy::standard;
}

}  // namespace gammafield::pricing
