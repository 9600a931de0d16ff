#include "pricing/smile_curve.h"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace gammafield::pricing {
namespace {

/// By Richardson's difference, so that a wrong derivative cannot agree with itself.
template <class Curve>
void expect_derivatives(const Curve& curve, double k) {
  const auto slope = [&](double h) { return (curve.at(k + h).w - curve.at(k - h).w) / (2 * h); };
  const auto bend = [&](double h) { return (curve.at(k + h).slope - curve.at(k - h).slope) / (2 * h); };
  EXPECT_NEAR(curve.at(k).slope, (4 * slope(1e-4) - slope(2e-4)) / 3, 1e-8) << k;
  EXPECT_NEAR(curve.at(k).curvature, (4 * bend(1e-4) - bend(2e-4)) / 3, 1e-6) << k;
}

const RawSvi textbook{0.04, 0.4, -0.4, 0.1, 0.2};

TEST(RawSvi, IsTheFormulaWithItsDerivatives) {
  EXPECT_NEAR(textbook.variance(0.1), 0.04 + 0.4 * 0.2, 1e-15) << "at k = m only the root is left";
  EXPECT_NEAR(textbook.variance(0.1 + 0.2), 0.04 + 0.4 * (-0.4 * 0.2 + 0.2 * std::sqrt(2)), 1e-15);
  for (const double k : {-1.5, -0.3, 0.0, 0.1, 0.7}) {
    expect_derivatives(textbook, k);
    EXPECT_EQ(textbook.variance(k), textbook.at(k).w);
  }
}

TEST(RawSvi, KnowsItsMinimumAndItsSteeperWing) {
  double lowest = 1;
  for (double k = -2; k < 2; k += 1e-4) lowest = std::min(lowest, textbook.variance(k));
  EXPECT_NEAR(textbook.minimum(), lowest, 1e-8);
  EXPECT_NEAR(textbook.lee_slope(), -textbook.at(-1e6).slope, 1e-9);
}

TEST(RawSvi, HasADomain) {
  struct Row {
    const char* why;
    RawSvi svi;
    bool in;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const Row rows[] = {
      {"the textbook's", textbook, true},
      {"flat", {0.04, 0, 0, 0, 1}, true},
      {"wing of slope 2 exactly, Lee's bound", {0.04, 1.25, -0.6, 0, 0.2}, true},
      {"wing steeper than Lee allows", {0.04, 1.26, -0.6, 0, 0.2}, false},
      {"falls below zero", {-0.1, 0.4, 0, 0, 0.2}, false},
      {"b negative", {0.04, -0.1, 0, 0, 0.2}, false},
      {"rho beyond a correlation", {0.04, 0.1, -1, 0, 0.2}, false},
      {"a kink", {0.04, 0.1, 0, 0, 0}, false},
      {"not a number", {nan, 0.1, 0, 0, 0.2}, false},
      {"infinite", {0.04, 0.1, 0, inf, 0.2}, false},
  };
  for (const Row& row : rows) EXPECT_EQ(row.svi.in_domain(), row.in) << row.why;
}

/// The natural spline through (0, 0), (1, 1), (2, 0): curvatures 0, -3, 0.
const CubicCurve hill{.knots = {{0, 1, 0}, {1, 2, -3}, {2, 1, 0}}, .left_slope = 0, .right_slope = 0, .floor = 0};

TEST(CubicCurve, IsTheSplineWithItsDerivatives) {
  EXPECT_DOUBLE_EQ(hill.at(1).w, 2);
  EXPECT_DOUBLE_EQ(hill.at(0.5).w, 1 + 0.6875) << "worked by hand";
  EXPECT_DOUBLE_EQ(hill.slope_at_first(), 1.5);
  EXPECT_DOUBLE_EQ(hill.slope_at_last(), -1.5);
  for (const double k : {0.2, 0.9, 1.3, 1.9}) expect_derivatives(hill, k);
}

TEST(CubicCurve, GoesOnStraightAndNeverBelowItsFloor) {
  CubicCurve curve = hill;
  curve.left_slope = -0.5;
  curve.floor = 1.2;
  EXPECT_DOUBLE_EQ(curve.at(-1).w, 1.5);
  EXPECT_DOUBLE_EQ(curve.at(-1).slope, -0.5);
  EXPECT_DOUBLE_EQ(curve.at(5).w, 1.2) << "the line beyond the last knot is under the floor";
  EXPECT_EQ(curve.at(5).slope, 0);
}

TEST(BrokenLine, IsStraightBetweenAndConstantBeyond) {
  const std::array<double, 3> k{-1, 0, 2}, w{0.3, 0.1, 0.2};
  const CubicCurve line = broken_line(k, w);
  EXPECT_DOUBLE_EQ(line.at(-0.5).w, 0.2);
  EXPECT_DOUBLE_EQ(line.at(1).w, 0.15);
  EXPECT_DOUBLE_EQ(line.at(-9).w, 0.3);
  EXPECT_DOUBLE_EQ(line.at(9).w, 0.2);
  const std::array<double, 1> one{0.5}, flat{0.04};
  EXPECT_DOUBLE_EQ(broken_line(one, flat).at(-3).w, 0.04) << "one point is a constant";
}

}  // namespace
}  // namespace gammafield::pricing
