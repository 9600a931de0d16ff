#include "pricing/smile_line.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gammafield::pricing {
namespace {

TEST(SmileLine, IsLinearInVarianceOverTheLogOfStrike) {
  SmileLine smile;
  smile.add(100, 0.10);
  smile.add(100 * std::exp(0.2), 0.20);
  EXPECT_NEAR(smile.at(100), 0.10, 1e-15);
  EXPECT_NEAR(smile.at(100 * std::exp(0.1)), std::sqrt((0.01 + 0.04) / 2), 1e-14);
  EXPECT_NEAR(smile.at(50), 0.10, 1e-15) << "constant below";
  EXPECT_NEAR(smile.at(500), 0.20, 1e-15) << "constant above";
}

TEST(SmileLine, AStrikeThatComesTwiceIsNoDivisionByZero) {
  SmileLine smile;
  for (const double v : {0.1, 0.3, 0.2}) smile.add(100, v);
  EXPECT_TRUE(std::isfinite(smile.at(100)));
}

}  // namespace
}  // namespace gammafield::pricing
