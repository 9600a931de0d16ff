#include "statistics/power.h"

#include <gtest/gtest.h>

namespace gammafield::statistics {
namespace {

TEST(EventsNeeded, HoldsTheOracle) {
  EXPECT_EQ(events_needed(0.5, 0.55), 1565);
  EXPECT_EQ(events_needed(0.5, 0.60), 388);
  EXPECT_EQ(events_needed(0.5, 0.65), 170);
  EXPECT_EQ(events_needed(0.5, 0.70), 93);
  EXPECT_EQ(events_needed(0.7, 0.50), 93);
}

TEST(DetectableDifference, IsTwoPointEightStandardErrors) {
  EXPECT_NEAR(detectable_difference(1), 1.959963984540054 + 0.8416212335729143, 1e-12);
  EXPECT_NEAR(detectable_difference(2, 0.5), 2 * 1.959963984540054, 1e-12);
}

TEST(DaysNeeded, MakeTheEffectJustDetectable) {
  EXPECT_EQ(days_needed(1, 60, 2 * detectable_difference(1)), 15);
  EXPECT_EQ(days_needed(1, 60, -detectable_difference(1) / 2), 240);
}

}  // namespace
}  // namespace gammafield::statistics
