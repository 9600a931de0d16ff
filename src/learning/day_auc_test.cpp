#include "learning/day_auc.h"

#include <gtest/gtest.h>

#include <string>

#include "learning/auc.h"
#include "learning/golden_table.h"

namespace gammafield::learning {
namespace {

statistics::BootstrapRule rule_of(double mean_block, std::size_t threads = 1) {
  statistics::BootstrapRule rule;
  rule.mean_block = mean_block;
  rule.threads = threads;
  return rule;
}

TEST(AucByDays, HasTheIntervalThatAnotherProgramDraws) {
  const JudgedCases cases = judged_cases();
  const GoldenTable golden{"judged_golden.csv"};
  constexpr double of_drawing = 0.006;  // six standard errors of a 2.5 % quantile of 10,000 draws
  for (const int block : {1, 5}) {
    const std::string end = std::to_string(block);
    const auto of = auc_by_days(cases.richer, cases.outcomes, cases.days, rule_of(block));
    ASSERT_TRUE(of);
    EXPECT_DOUBLE_EQ(of->value, *auc(cases.richer, cases.outcomes));
    EXPECT_NEAR(of->low, golden.named("richer_days_low_" + end), of_drawing);
    EXPECT_NEAR(of->high, golden.named("richer_days_high_" + end), of_drawing);
    const auto between =
        auc_difference_by_days(cases.richer, cases.reference, cases.outcomes, cases.days, rule_of(block));
    ASSERT_TRUE(between);
    EXPECT_NEAR(between->value, golden.named("difference"), 1e-14);
    EXPECT_NEAR(between->low, golden.named("difference_days_low_" + end), of_drawing);
    EXPECT_NEAR(between->high, golden.named("difference_days_high_" + end), of_drawing);
  }
}

TEST(AucByDays, IsTheSameOnAnyNumberOfThreads) {
  const JudgedCases cases = judged_cases();
  const auto one = auc_by_days(cases.richer, cases.outcomes, cases.days, rule_of(5, 1));
  const auto four = auc_by_days(cases.richer, cases.outcomes, cases.days, rule_of(5, 4));
  ASSERT_TRUE(one && four);
  EXPECT_EQ(one->low, four->low);
  EXPECT_EQ(one->high, four->high);
}

TEST(AucByDays, IsNoneWhereDaysCannotTell) {
  const std::vector<double> scores{1, 2, 3, 4};
  const std::vector<std::uint8_t> outcomes{0, 1, 0, 1};
  EXPECT_FALSE(auc_by_days(scores, outcomes, std::vector<std::uint32_t>{0, 0, 0, 0}, rule_of(1))) << "one day";
  EXPECT_FALSE(auc_by_days(scores, outcomes, std::vector<std::uint32_t>{0, 1, 0, 1}, rule_of(1)))
      << "each day has one kind, so half of all draws have";
  EXPECT_FALSE(auc_by_days({}, {}, {}, rule_of(1)));
}

}  // namespace
}  // namespace gammafield::learning
