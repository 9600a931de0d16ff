#include "learning/walk_hold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace gammafield::learning {
namespace {

TEST(WalkHold, IsTheNormalTable) {
  EXPECT_NEAR(probability_stays_beyond(1, 1), 0.682689492137086, 1e-15) << "within one standard deviation";
  EXPECT_NEAR(probability_stays_beyond(6, 3), 0.954499736103642, 1e-15);
  EXPECT_NEAR(probability_is_beyond(1.25, 0.25, 1), 0.841344746068543, 1e-15);
  EXPECT_DOUBLE_EQ(probability_is_beyond(2, 2, 5), 0.5);
  EXPECT_NEAR(probability_is_beyond(-10, 0, 1) / 7.619853024160527e-24, 1, 1e-12) << "far in the tail";
}

TEST(WalkHold, KeepsToItsLimits) {
  EXPECT_EQ(probability_stays_beyond(0, 1), 0);
  EXPECT_EQ(probability_stays_beyond(-1, 1), 0);
  EXPECT_EQ(probability_stays_beyond(1, 0), 1) << "no time left";
  EXPECT_EQ(probability_is_beyond(1, 2, 0), 0);
  EXPECT_EQ(probability_is_beyond(2, 2, 0), 1);
  EXPECT_LT(probability_stays_beyond(1, 1), probability_is_beyond(1, 0, 1))
      << "there at the end includes having been away";
}

TEST(WalkHold, IsWhatWalksDo) {
  constexpr int walks = 20'000, steps = 400;
  constexpr double distance = 0.8;
  base::RandomStream random{1, 1};
  int stayed = 0, beyond = 0;
  for (int walk = 0; walk < walks; ++walk) {
    double at = distance, lowest = distance;
    for (int step = 0; step < steps; ++step) {
      at += random.normal() / std::sqrt(steps);
      lowest = std::min(lowest, at);
    }
    stayed += lowest > 0 ? 1 : 0;
    beyond += at >= 0.3 ? 1 : 0;
  }
  const double unseen =
      0.5826 / std::sqrt(steps);  // between steps, as if it were further off (Broadie, Glasserman, Kou 1997)
  EXPECT_NEAR(stayed / double{walks}, probability_stays_beyond(distance + unseen, 1), 0.014) << "four standard errors";
  EXPECT_NEAR(beyond / double{walks}, probability_is_beyond(distance, 0.3, 1), 0.014);
}

}  // namespace
}  // namespace gammafield::learning
