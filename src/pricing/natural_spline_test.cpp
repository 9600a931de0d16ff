#include "pricing/natural_spline.h"

#include <gtest/gtest.h>

namespace gammafield::pricing {
namespace {

const NaturalSpline spline{{0, 1, 2}};
const Eigen::Vector3d hill{1, 2, 1};

TEST(NaturalSpline, IsWorkedByHandOnThreeKnots) {
  const Eigen::VectorXd curvature = spline.curvature() * hill;
  EXPECT_NEAR(curvature[0], 0, 1e-15);
  EXPECT_NEAR(curvature[1], -3, 1e-14);
  EXPECT_NEAR(curvature[2], 0, 1e-15);
  EXPECT_NEAR(spline.weights_at(0.5).dot(hill), 1.6875, 1e-14);
  EXPECT_NEAR(hill.dot(spline.stiffness() * hill), 6, 1e-13) << "two triangles of height 3: 2 * 9/3";
}

TEST(NaturalSpline, PassesThroughItsKnotsAndGoesOnStraight) {
  const NaturalSpline uneven{{-2, -1.5, 0, 0.3, 4}};
  Eigen::VectorXd values(5);
  values << 3, 1, 2, -1, 0.5;
  for (Eigen::Index i = 0; i < 5; ++i)
    EXPECT_NEAR(uneven.weights_at(uneven.knot(i)).dot(values), values[i], 1e-13) << i;
  const auto at = [&](double x) { return uneven.weights_at(x).dot(values); };
  for (const double end : {-2.0, 4.0}) {
    const double out = end < 0 ? -1 : 1;
    const double slope = (at(end) - at(end - out * 1e-6)) / (out * 1e-6);
    EXPECT_NEAR(at(end + out), at(end) + out * slope, 1e-4) << end;
    EXPECT_NEAR(at(end + 2 * out) - at(end + out), at(end + out) - at(end), 1e-12) << end;
  }
}

TEST(NaturalSpline, OfALineIsTheLineWithoutStiffness) {
  const NaturalSpline uneven{{-2, -1.5, 0, 0.3, 4}};
  Eigen::VectorXd line(5);
  for (Eigen::Index i = 0; i < 5; ++i) line[i] = 3 - 0.5 * uneven.knot(i);
  for (const double x : {-7.0, -1.7, 0.1, 3.0, 9.0})
    EXPECT_NEAR(uneven.weights_at(x).dot(line), 3 - 0.5 * x, 1e-12) << x;
  EXPECT_NEAR(line.dot(uneven.stiffness() * line), 0, 1e-13);
}

}  // namespace
}  // namespace gammafield::pricing
