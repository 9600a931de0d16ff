#include "exposure/power_of_two.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gammafield::exposure {
namespace {

double relative_error(double e) {
  const long double truth = std::exp2(static_cast<long double>(e));
  return static_cast<double>(std::abs(static_cast<long double>(power_of_two(e)) - truth) / truth);
}

TEST(PowerOfTwo, IsWithinOneUnitOfTheTruthAllTheWayDown) {
  double worst = 0;
  for (int i = 0; i <= 1'000'000; ++i) worst = std::max(worst, relative_error(smallest_power * i / 1e6));
  for (int i = 0; i <= 1'000'000; ++i) worst = std::max(worst, relative_error(-1.0 * i / 1e6));
  EXPECT_LT(worst, std::numeric_limits<double>::epsilon());
}

TEST(PowerOfTwo, IsExactForWholePowers) {
  for (int e = 0; e >= -1021; --e) EXPECT_EQ(power_of_two(e), std::ldexp(1.0, e)) << e;
  EXPECT_EQ(power_of_two(-0.0), 1);
}

RC_GTEST_PROP(PowerOfTwo, FallsWithItsExponent, ()) {
  const double e = -1e-6 * *rc::gen::inRange(0, 1'020'000'000);
  RC_ASSERT(power_of_two(e - 1e-6) < power_of_two(e));
}

}  // namespace
}  // namespace gammafield::exposure
