#include "learning/calibration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <string>

#include "learning/golden_table.h"

namespace gammafield::learning {
namespace {

TEST(Calibration, IsWhatOtherProgramsSay) {
  const JudgedCases cases = judged_cases();
  const GoldenTable golden{"judged_golden.csv"};
  for (const auto& [which, forecasts] :
       {std::pair{"reference_", &cases.reference}, std::pair{"richer_", &cases.richer}}) {
    const auto says = [&](const char* what) { return golden.named(std::string{which} + what); };
    EXPECT_NEAR(brier_score(*forecasts, cases.outcomes), says("brier"), 1e-14);
    EXPECT_NEAR(log_loss(*forecasts, cases.outcomes), says("log_loss"), 1e-13);
    const auto bins = bins_of_equal_width(*forecasts, cases.outcomes, 10);
    EXPECT_NEAR(calibration_error(bins), says("calibration_error"), 1e-14);
    const auto again = recalibration(*forecasts, cases.outcomes);
    ASSERT_TRUE(again);
    EXPECT_NEAR(again->intercept.value, says("intercept"), 1e-9);
    EXPECT_NEAR(again->slope.value, says("slope"), 1e-9);
    EXPECT_NEAR(again->intercept.low, says("intercept_low"), 1e-8);
    EXPECT_NEAR(again->slope.high, says("slope_high"), 1e-8);
  }
}

TEST(Reliability, HasBinsOfEqualNumberThatPartNoEquals) {
  const std::vector<double> forecasts{0.1, 0.2, 0.2, 0.2, 0.5, 0.6, 0.8, 0.9};
  const std::vector<std::uint8_t> outcomes{0, 1, 0, 0, 1, 0, 1, 1};
  const auto bins = bins_of_equal_count(forecasts, outcomes, 4);
  ASSERT_EQ(bins.size(), 3U);
  EXPECT_EQ(bins[0].n, 4U) << "the three 0.2 stay together";
  EXPECT_DOUBLE_EQ(bins[0].forecast, 0.175);
  EXPECT_DOUBLE_EQ(bins[0].happened.value, 0.25);
  EXPECT_EQ(bins[1].n, 2U);
  EXPECT_EQ(bins[2].n, 2U);
  EXPECT_LT(bins[2].happened.low, 0.5) << "two of two is no certainty";
  EXPECT_EQ(bins_of_equal_count(forecasts, outcomes, 1).size(), 1U);
  EXPECT_EQ(bins_of_equal_count(forecasts, outcomes, 100).size(), 6U) << "one for each different forecast";
}

TEST(Reliability, HasBinsOfEqualWidthClosedAbove) {
  const std::vector<double> forecasts{0, 0.25, 0.26, 1};
  const std::vector<std::uint8_t> outcomes{0, 0, 1, 1};
  const auto bins = bins_of_equal_width(forecasts, outcomes, 4);
  ASSERT_EQ(bins.size(), 3U) << "none between 0.5 and 0.75";
  EXPECT_EQ(bins[0].n, 2U);
  EXPECT_DOUBLE_EQ(bins[1].forecast, 0.26);
  EXPECT_DOUBLE_EQ(bins[2].forecast, 1);
}

RC_GTEST_PROP(BrierParts, ComeToTheScore, (std::vector<std::uint8_t> numbers)) {
  RC_PRE(!numbers.empty());
  std::vector<double> forecasts;
  std::vector<std::uint8_t> outcomes;
  for (const auto number : numbers) {
    forecasts.push_back((number % 16) / 15.0);
    outcomes.push_back(number / 16 % 2);
  }
  for (const std::size_t bins : {1U, 3U, 10U, 64U}) {
    const BrierParts parts = brier_parts(bins_of_equal_count(forecasts, outcomes, bins));
    RC_ASSERT(std::abs(parts.score - (parts.reliability - parts.resolution + parts.uncertainty)) < 1e-13);
    if (bins == 64) {
      RC_ASSERT(std::abs(parts.score - brier_score(forecasts, outcomes)) < 1e-13);
    }
  }
}

TEST(LogLoss, OfACertainMissIsFinite) {
  EXPECT_DOUBLE_EQ(log_loss(0.5, true), std::log(2));
  EXPECT_DOUBLE_EQ(log_loss(0, true), -std::log(1e-6));
  EXPECT_NEAR(log_loss(1, false), -std::log(1e-6), 1e-9);
  EXPECT_LT(log_loss(1, true), 1.1e-6);
}

TEST(Recalibration, IsNoneWhereNothingLimitsIt) {
  const std::vector<std::uint8_t> outcomes{0, 0, 1, 1};
  EXPECT_FALSE(recalibration(std::vector<double>{0.1, 0.2, 0.3, 0.4}, outcomes)) << "told apart";
  EXPECT_FALSE(recalibration(std::vector<double>{0.1, 0.3, 0.3, 0.4}, outcomes)) << "told apart but for a tie";
  EXPECT_FALSE(recalibration(std::vector<double>{0.3, 0.3, 0.3, 0.3}, outcomes)) << "all alike";
  EXPECT_FALSE(recalibration(std::vector<double>{0.1, 0.3}, std::vector<std::uint8_t>{1, 1})) << "one kind";
  EXPECT_TRUE(recalibration(std::vector<double>{0.1, 0.3, 0.2, 0.4}, outcomes));
}

}  // namespace
}  // namespace gammafield::learning
