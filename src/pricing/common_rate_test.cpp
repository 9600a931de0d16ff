#include "pricing/common_rate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace gammafield::pricing {
namespace {

using Teller = std::function<double(double)>;

/// Rounds as chain_forwards does them: told at what was found last.
double after_rounds(const std::vector<Teller>& expiries, double start, int rounds) {
  CommonRate common;
  double rate = start;
  for (int round = 0; round < rounds; ++round) {
    CommonRate::Told told;
    for (const Teller& teller : expiries) told.emplace_back(teller(rate));
    common.add(rate, std::move(told));
    rate = common.found().value();
  }
  return rate;
}

Teller straight(double end, double slope) {
  return [=](double rate) { return end + slope * (rate - end); };
}

TEST(CommonRate, IsThereAfterTwoRoundsWhereWhatIsToldIsStraight) {
  for (const double slope : {0.1, 0.25, 0.35})
    EXPECT_NEAR(after_rounds({straight(0.04, slope)}, 0.01, 2), 0.04, 1e-8) << slope;
}

TEST(CommonRate, AfterOneRoundGoesTheUsualWay) {
  EXPECT_NEAR(after_rounds({straight(0.04, 0.25)}, 0.01, 1), 0.04, 1e-8);
  EXPECT_NEAR(after_rounds({straight(0.04, 0.0)}, 0.01, 1), 0.05, 1e-8);
}

TEST(CommonRate, IsTheMiddleOneWhereExpiriesDiffer) {
  const std::vector<Teller> expiries{straight(0.09, 0.3), straight(0.04, 0.2), straight(-0.02, 0.1)};
  EXPECT_NEAR(after_rounds(expiries, 0, 3), 0.04, 1e-8);
}

TEST(CommonRate, ComesCloserThanTellingAnewWhereWhatIsToldIsBent) {
  const Teller bent = [](double rate) { return 0.03 + 5 * rate * rate; };  // itself at 0.0368, where its slope is 0.37
  const double end = (1 - std::sqrt(1 - 4 * 5 * 0.03)) / 10;
  double anew = 0;
  for (int round = 0; round < 3; ++round) anew = bent(anew);
  EXPECT_LT(std::abs(after_rounds({bent}, 0, 3) - end), 0.2 * std::abs(anew - end));
}

TEST(CommonRate, DoesNotFollowASlopeThatNoPremiumHas) {
  CommonRate common;
  common.add(0.030, {0.02});
  common.add(0.031, {0.05});  // noise: thirty times steeper than what was taken
  EXPECT_LT(common.found().value(), 0.05 + 0.4 / 0.6 * 0.02 + 1e-9);
}

TEST(CommonRate, IsNeverNegative) { EXPECT_EQ(after_rounds({straight(-0.01, 0.2)}, 0.0, 3), 0.0); }

TEST(CommonRate, TakesTheOthersSlopeForOneThatToldOnce) {
  CommonRate common;
  common.add(0.00, {0.010, std::nullopt});
  common.add(0.02, {0.014, 0.030});
  // 0.014 + 0.2 (r - 0.02) and 0.030 + 0.2 (r - 0.02): the upper one of two is the median
  EXPECT_NEAR(common.found().value(), (0.030 - 0.004) / 0.8, 1e-8);
}

TEST(CommonRate, IsNoneWhereNobodyTells) {
  CommonRate common;
  EXPECT_FALSE(common.found());
  common.add(0.02, {std::nullopt, std::nullopt});
  EXPECT_FALSE(common.found());
  EXPECT_FALSE(CommonRate::median_of({}));
}

}  // namespace
}  // namespace gammafield::pricing
