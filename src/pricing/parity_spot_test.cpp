#include "pricing/parity_spot.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gammafield::pricing {
namespace {

struct MadeForwards {
  std::vector<ForwardFit> forwards;
  std::vector<TimeLeft> times;
  void add(double days, double forward, ForwardSource source = ForwardSource::parity) {
    forwards.push_back({.forward = forward, .source = source});
    times.push_back({days / 365, false});
  }
  [[nodiscard]] std::optional<ParitySpot> spot() const { return parity_spot(forwards, times); }
};

TEST(ParitySpot, CarriesTheForwardsBackToNow) {
  MadeForwards made;
  for (const double days : {1, 3, 10, 31, 59}) made.add(days, 5000 * std::exp(0.035 * days / 365));
  const auto spot = made.spot();
  ASSERT_TRUE(spot);
  EXPECT_NEAR(spot->spot, 5000, 1e-6);
  EXPECT_NEAR(spot->low, 5000, 1e-6);
  EXPECT_EQ(spot->expiries, 5U);
  EXPECT_TRUE(spot->carry_known);
}

TEST(ParitySpot, OneWrongExpiryOfFiveDoesNotMoveIt) {
  MadeForwards made;
  for (const double days : {1, 3, 10, 31, 59})
    made.add(days, (days == 10 ? 1.02 : 1) * 5000 * std::exp(0.035 * days / 365));
  EXPECT_NEAR(made.spot()->spot, 5000, 2);
  EXPECT_GT(made.spot()->high, 5090) << "but it shows in the range";
}

TEST(ParitySpot, OfOneExpiryIsItsForward) {
  MadeForwards made;
  made.add(30, 5015);
  EXPECT_NEAR(made.spot()->spot, 5015, 1e-9);
  EXPECT_FALSE(made.spot()->carry_known);
}

TEST(ParitySpot, UsesForwardsFromQuotesOfLiveExpiriesOnly) {
  MadeForwards made;
  made.add(0, 4000);
  made.add(5, 4100, ForwardSource::spot);
  made.add(6, 4200, ForwardSource::neighbours);
  EXPECT_FALSE(made.spot());
  made.add(7, 5000, ForwardSource::parity_fixed_rate);
  EXPECT_NEAR(made.spot()->spot, 5000, 1e-9);
  EXPECT_NEAR(made.spot()->nearest_years, 7 / 365.0, 1e-15);
}

TEST(ParitySpot, LeavesFarExpiriesOutWhereThereAreNearOnes) {
  MadeForwards made;
  for (const double days : {10, 20, 30}) made.add(days, 5000 * std::exp(0.03 * days / 365));
  made.add(700, 7000);
  EXPECT_EQ(made.spot()->expiries, 3U);
  EXPECT_NEAR(made.spot()->spot, 5000, 1e-6);
}

}  // namespace
}  // namespace gammafield::pricing
