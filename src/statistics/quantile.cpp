#include "statistics/quantile.h"

#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace gammafield::statistics {

namespace math = boost::math;

double normal_quantile(double p) { return math::quantile(math::normal{}, p); }

double two_sided_z(double confidence) { return -normal_quantile((1 - confidence) / 2); }

double student_p(double t, double degrees) {
  return 2 * math::cdf(math::complement(math::students_t{degrees}, std::abs(t)));
}

double student_t(double p, double degrees) {
  return math::quantile(math::complement(math::students_t{degrees}, p / 2));
}

}  // namespace gammafield::statistics
