#include "statistics/walk.h"

#include <cmath>

#include <gtest/gtest.h>

#include "base/random.h"
#include "statistics/overshoot.h"

namespace gammafield::statistics {
namespace {

TEST(Walk, StaysAboveTheLevelItStartsOnAsSparreAndersenSays) {
  EXPECT_EQ(stays_beyond(0), 1);
  EXPECT_DOUBLE_EQ(stays_beyond(1), 0.5);
  EXPECT_DOUBLE_EQ(stays_beyond(4), 70.0 / 256);
  EXPECT_DOUBLE_EQ(survives(1), 0.75);
  EXPECT_NEAR(survives(20), 2 * 538257874440.0 / 4398046511104.0, 1e-14) << "2 C(42, 21) / 4^21";
  EXPECT_NEAR(survives(20), 0.24477, 5e-6);
}

TEST(Walk, OvershootsALevelFarOffByTheKnownMean) {
  const Heights overshoot = far_overshoot();
  EXPECT_NEAR(mass(overshoot), 1, 1e-10);
  Heights lifted = overshoot;
  for (std::size_t i = 0; i < lifted.height.size(); ++i) lifted.density[i] *= lifted.height[i];
  EXPECT_NEAR(mass(lifted), 0.58259715793901, 1e-10) << "-zeta(1/2) / sqrt(2 pi)";
}

TEST(Walk, LabelsMatchWalksThatCameFromAfar) {
  const LabelRates rates = walk_label_rates();
  EXPECT_NEAR(rates.real + rates.fake + rates.indeterminate, 1, 1e-12);
  // 564,486 walks from ten deviations off, simulated in numpy; three standard errors
  EXPECT_NEAR(rates.real, 0.2119, 0.0017);
  EXPECT_NEAR(rates.fake, 0.7572, 0.0018);
  EXPECT_NEAR(rates.indeterminate, 0.0308, 0.0007);
}

TEST(Walk, FallsBackAsOneOverTheRootOfTime) {
  EXPECT_EQ(still_beyond(0), 1);
  for (unsigned n = 1; n <= 60; ++n) EXPECT_LT(still_beyond(n), still_beyond(n - 1)) << n;
  // Sparre Andersen: P(beyond at n more closes) ~ c / sqrt(n) whatever the first one, with corrections of 1/n
  EXPECT_NEAR(still_beyond(60) * std::sqrt(60.0), still_beyond(30) * std::sqrt(30.0), 0.02);
  EXPECT_NEAR(still_beyond(20), walk_label_rates().real, 1e-15);
}

/// The label from single walks that start ten deviations of a step below the level.
TEST(Walk, LabelsMatchSimulation) {
  constexpr int wanted = 20'000;
  base::RandomStream random{9};
  int breaks = 0, real = 0, fake = 0;
  while (breaks < wanted) {
    double height = -10;
    for (int step = 0; step < 2000 && height <= 0; ++step) height += random.normal();
    if (height <= 0) continue;
    ++breaks;
    int beyond = 0;
    while (beyond < 20 && height > 0) {
      height += random.normal();
      if (height > 0) ++beyond;
    }
    real += beyond == 20;
    fake += beyond < 15;
  }
  const LabelRates rates = walk_label_rates();
  EXPECT_NEAR(real / double{wanted}, rates.real, 0.0087) << "three standard errors";
  EXPECT_NEAR(fake / double{wanted}, rates.fake, 0.0091);
}

}  // namespace
}  // namespace gammafield::statistics
