#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace gammafield::base {
namespace {

// The outputs that the authors' C program gives for these states (xoshiro.di.unimi.it/splitmix64.c).
TEST(RandomStream, IsSplitMix64) {
  RandomStream from_zero(0);
  for (const std::uint64_t expected : {0xe220a8397b1dcdafULL, 0x6e789e6aa1b965f4ULL, 0x06c45d188009454fULL}) {
    EXPECT_EQ(from_zero.next(), expected);
  }
  RandomStream from_1234567(1234567);
  for (const std::uint64_t expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL}) {
    EXPECT_EQ(from_1234567.next(), expected);
  }
}

// The first draws under seed 1, key 2, by Python: its own integers for the stream, statistics.NormalDist for the
// normals.
TEST(RandomStream, IsPinnedUnderSeedAndKey) {
  RandomStream random(1, 2);
  for (const double expected : {0.05504944032269121, 0.0666679767368007, 0.2524131195777263, 0.8388780777149426})
    EXPECT_EQ(random.uniform(), expected);
  for (const double expected : {-1.4695545429498305, 0.7915229528174338, -0.9793026454196428, -0.9492915757012215})
    EXPECT_NEAR(random.normal(), expected, 1e-15 * std::abs(expected));
}

TEST(RandomStream, NormalIsTheInverseOfTheDistribution) {
  RandomStream uniform(7), normal(7);
  for (int i = 0; i < 10'000; ++i) {
    const double p = uniform.uniform();
    EXPECT_NEAR(0.5 * std::erfc(-normal.normal() * std::numbers::sqrt2 / 2), p, 1e-14 * p + 1e-16);
  }
}

TEST(RandomStream, NormalHasItsMoments) {
  constexpr int draws = 200'000;
  RandomStream random(3, 4);
  double sum = 0, squares = 0, fourths = 0;
  for (int i = 0; i < draws; ++i) {
    const double z = random.normal();
    sum += z;
    squares += z * z;
    fourths += z * z * z * z;
  }
  const double error = 1 / std::sqrt(draws);
  EXPECT_NEAR(sum / draws, 0, 4 * error);
  EXPECT_NEAR(squares / draws, 1, 4 * std::sqrt(2.0) * error);
  EXPECT_NEAR(fourths / draws, 3, 4 * std::sqrt(96.0) * error);
}

TEST(RandomStream, KeysAndSeedsGiveUnrelatedStreams) {
  EXPECT_NE(RandomStream(1, 2).next(), RandomStream(2, 1).next());
  EXPECT_NE(RandomStream(1, 2).next(), RandomStream(1, 3).next());
  EXPECT_NE(RandomStream(1, 2).next(), RandomStream(2, 2).next());
  EXPECT_EQ(RandomStream(1, 2).next(), RandomStream(1, 2).next());
}

TEST(RandomStream, BelowStaysBelowAndReachesAll) {
  RandomStream random(5);
  int seen[6] = {};
  for (int i = 0; i < 6000; ++i) ++seen[random.below(6)];
  for (const int times : seen) EXPECT_NEAR(times, 1000, 150);
}

}  // namespace
}  // namespace gammafield::base
