#include "pricing/smile_arbitrage.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "pricing/black_scholes.h"
#include "pricing/smile_floor.h"

namespace gammafield::pricing {
namespace {

/// Second derivative over strike of the undiscounted call with this smile: the density that g stands for.
double density(const RawSvi& svi, double k) {
  const auto call = [&](double strike) {
    return black_price(market::Right::call, 1, strike, std::sqrt(svi.variance(std::log(strike))));
  };
  const double strike = std::exp(k), h = 1e-3 * strike;
  return (call(strike - h) - 2 * call(strike) + call(strike + h)) / (h * h);
}

TEST(Durrleman, HasTheDensitysSignAndSize) {
  const RawSvi svi{0.04, 0.4, -0.4, 0.1, 0.2};
  for (const double k : {-0.6, -0.2, 0.0, 0.3, 0.8}) {
    const double w = svi.variance(k), v = std::sqrt(w), d2 = -k / v - 0.5 * v;
    const double by_g = durrleman(k, svi.at(k)) * normal_density(d2) / (std::exp(k) * v);
    EXPECT_NEAR(by_g, density(svi, k), 2e-4 * std::abs(density(svi, k)) + 1e-6) << k;
  }
}

// The slice of Gatheral and Jacquier (2014), section 3.1 (Axel Vogt): well inside every simple bound, yet with
// butterflies.
TEST(ButterflyCheck, FindsTheKnownViolator) {
  const RawSvi vogt{-0.0410, 0.1331, 0.3060, 0.3586, 0.4153};
  EXPECT_TRUE(vogt.in_domain());
  const auto places = check_places(std::sqrt(vogt.variance(0)));
  EXPECT_LT(worst_butterfly(vogt, places), 0);
  EXPECT_FALSE(is_butterfly_free(vogt, places));
  double worst_density = 1;
  for (double k = 0.5; k < 1.4; k += 0.05) worst_density = std::min(worst_density, density(vogt, k));
  EXPECT_LT(worst_density, 0) << "and the prices agree that it is one";
}

TEST(ButterflyCheck, PassesWhatHasNone) {
  const RawSvi flat{0.04, 0, 0, 0, 1};
  EXPECT_NEAR(worst_butterfly(flat, check_places(0.2)), 1, 1e-12);
  EXPECT_TRUE(is_butterfly_free(RawSvi{0.01, 0.1, -0.5, 0, 0.1}, check_places(0.14)));
}

TEST(ButterflyCheck, OfNothingIsAViolation) {
  EXPECT_FALSE(is_butterfly_free(RawSvi{0, 0, 0, 0, 1}, check_places(0.2))) << "no variance has no density";
}

TEST(CheckPlaces, AreTheTwoCombs) {
  const auto places = check_places(0.005);
  ASSERT_EQ(places.size(), 802U);
  EXPECT_EQ(places.front(), -1.5);
  EXPECT_EQ(places[400], 1.5);
  EXPECT_EQ(places[401], -0.05);
  EXPECT_EQ(places.back(), 0.05);
  EXPECT_EQ(check_places(5).back(), 1.5) << "never beyond the first comb";
  EXPECT_EQ(check_places(0.005, 20).size(), 42U);
}

TEST(SmileFloor, HoldsLaterExpiriesAbove) {
  const RawSvi early{0.04, 0.1, 0, 0, 0.1};
  RawSvi late = early;
  late.a = 0.05;
  const SmileFloor floor = floor_from(early, -0.5, 0.5, 0.2);
  ASSERT_FALSE(floor.k.empty());
  EXPECT_TRUE(floor.holds(late));
  EXPECT_TRUE(floor.holds(early)) << "slices may touch";
  late.a = 0.0399;
  EXPECT_FALSE(floor.holds(late)) << "less variance later: a calendar spread for nothing";
  late.a = 0.0401;
  late.b = 0.05;
  EXPECT_FALSE(floor.holds(late)) << "higher at the money, lower in the wings";
  EXPECT_TRUE(floor_from(early, 0.5, -0.5, 0.2).holds(late)) << "no place that both quote: no bound";
}

}  // namespace
}  // namespace gammafield::pricing
