#include "statistics/multiplicity.h"

#include <gtest/gtest.h>

namespace gammafield::statistics {
namespace {

TEST(BenjaminiHochberg, AdjustsInTheOrderGiven) {
  const std::vector<double> p = {0.039, 0.001, 0.5, 0.008, 0.041};
  // scipy.stats.false_discovery_control
  const std::vector<double> adjusted = {0.05125, 0.005, 0.5, 0.02, 0.05125};
  const auto found = benjamini_hochberg(p);
  ASSERT_EQ(found.size(), p.size());
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(found[i], adjusted[i], 1e-15) << i;
}

TEST(BenjaminiHochberg, OfOneIsItselfAndOfNoneIsNone) {
  EXPECT_EQ(benjamini_hochberg(std::vector{0.3}), std::vector{0.3});
  EXPECT_TRUE(benjamini_hochberg({}).empty());
}

}  // namespace
}  // namespace gammafield::statistics
