#include "statistics/power.h"

#include <cmath>

#include "statistics/quantile.h"

namespace gammafield::statistics {

double events_needed(double rate, double other, double power, double size) {
  const auto deviation = [](double p) { return p * (1 - p); };
  const double under_null = std::sqrt(2 * deviation((rate + other) / 2));
  const double as_it_is = std::sqrt(deviation(rate) + deviation(other));
  const double needed = (two_sided_z(1 - size) * under_null + normal_quantile(power) * as_it_is) / (rate - other);
  return std::ceil(needed * needed);
}

double detectable_difference(double standard_error, double power, double size) {
  return (two_sided_z(1 - size) + normal_quantile(power)) * standard_error;
}

double days_needed(double standard_error, double days, double effect, double power, double size) {
  const double ratio = detectable_difference(standard_error, power, size) / effect;
  return std::ceil(days * ratio * ratio);
}

}  // namespace gammafield::statistics
