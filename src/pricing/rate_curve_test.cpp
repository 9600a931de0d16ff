#include "pricing/rate_curve.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gammafield::pricing {
namespace {

TEST(RateCurve, WithoutKnotsDiscountsNothing) { EXPECT_EQ(RateCurve().discount(3), 1); }

TEST(RateCurve, IsLogLinearBetweenKnotsAndOfConstantRateOutside) {
  RateCurve curve;
  curve.add(2, std::exp(-0.10));  // 5 %; added out of order
  curve.add(1, std::exp(-0.04));  // 4 %
  EXPECT_NEAR(std::log(curve.discount(0.5)), -0.02, 1e-15);
  EXPECT_NEAR(std::log(curve.discount(1)), -0.04, 1e-15);
  EXPECT_NEAR(std::log(curve.discount(1.5)), -0.07, 1e-15);
  EXPECT_NEAR(std::log(curve.discount(2)), -0.10, 1e-15);
  EXPECT_NEAR(std::log(curve.discount(4)), -0.20, 1e-15);
}

}  // namespace
}  // namespace gammafield::pricing
