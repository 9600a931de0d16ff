#include "learning/auc.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "learning/golden_table.h"

namespace gammafield::learning {
namespace {

TEST(Auc, CountsPairsAndHalfTheTies) {
  struct Row {
    std::string_view why;
    std::vector<double> scores;
    std::vector<std::uint8_t> outcomes;
    std::optional<double> area;
  };
  const Row rows[] = {
      {"told apart", {1, 2, 3, 4}, {0, 0, 1, 1}, 1},
      {"the wrong way round", {1, 2, 3, 4}, {1, 1, 0, 0}, 0},
      {"all alike", {5, 5, 5}, {0, 1, 1}, 0.5},
      {"one of four pairs wrong", {1, 3, 2, 4}, {0, 0, 1, 1}, 0.75},
      {"one of four pairs tied", {1, 2, 2, 4}, {0, 0, 1, 1}, 0.875},
      {"one kind only", {1, 2}, {1, 1}, std::nullopt},
      {"no case", {}, {}, std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(auc(row.scores, row.outcomes), row.area) << row.why;
}

TEST(Delong, IsWhatItsDefinitionGivesPairByPair) {
  const JudgedCases cases = judged_cases();
  const GoldenTable golden{"judged_golden.csv"};
  for (const auto& [name, scores] : {std::pair{"reference_", &cases.reference}, std::pair{"richer_", &cases.richer}}) {
    const auto of = delong(*scores, cases.outcomes);
    ASSERT_TRUE(of);
    EXPECT_NEAR(of->area.value, golden.named(std::string{name} + "auc"), 1e-14);
    EXPECT_NEAR(of->standard_error, golden.named(std::string{name} + "error"), 1e-14);
    EXPECT_NEAR(of->area.low, golden.named(std::string{name} + "low"), 1e-12);
    EXPECT_NEAR(of->area.high, golden.named(std::string{name} + "high"), 1e-12);
    EXPECT_EQ(of->happened + of->did_not, cases.outcomes.size());
  }
  const auto between = delong_difference(cases.richer, cases.reference, cases.outcomes);
  ASSERT_TRUE(between);
  EXPECT_NEAR(between->difference.value, golden.named("difference"), 1e-14);
  EXPECT_NEAR(between->standard_error, golden.named("difference_error"), 1e-14);
  EXPECT_NEAR(between->p, golden.named("difference_p"), 1e-12);
  EXPECT_NEAR(between->difference.high - between->difference.low, 2 * 1.959963984540054 * between->standard_error,
              1e-12);
}

TEST(Delong, ClaimsNothingOfAPerfectOrderOrTooFew) {
  EXPECT_FALSE(delong(std::vector<double>{1, 2, 3, 4}, std::vector<std::uint8_t>{0, 0, 1, 1}));
  EXPECT_FALSE(delong(std::vector<double>{1, 2, 3, 4}, std::vector<std::uint8_t>{0, 1, 0, 0}));
}

TEST(Delong, SeesNoDifferenceBetweenScoresThatRankAlike) {
  const std::vector<double> first{1, 4, 2, 3}, second{-1, 40, 0, 7};
  const auto between = delong_difference(first, second, std::vector<std::uint8_t>{0, 0, 1, 1});
  ASSERT_TRUE(between);
  EXPECT_EQ(between->difference.value, 0);
  EXPECT_EQ(between->p, 1);
  const std::vector<double> good{1, 2, 3, 4}, bad{4, 3, 2, 1};
  EXPECT_FALSE(delong_difference(good, bad, std::vector<std::uint8_t>{0, 0, 1, 1})) << "differs without any spread";
}

RC_GTEST_PROP(Auc, IsThatOfTheOppositesOppositesAndOfAnyRisingScale, (std::vector<std::int8_t> numbers)) {
  std::vector<double> scores, opposite, scaled;
  std::vector<std::uint8_t> outcomes, others;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    scores.push_back(numbers[i]);
    opposite.push_back(-numbers[i]);
    scaled.push_back(std::exp(numbers[i] / 10.0));
    outcomes.push_back(static_cast<std::uint8_t>(i % 3 == 0));
    others.push_back(static_cast<std::uint8_t>(i % 3 != 0));
  }
  const auto area = auc(scores, outcomes);
  RC_ASSERT(area == auc(scaled, outcomes));
  const auto reversed = auc(opposite, outcomes), exchanged = auc(scores, others);
  RC_ASSERT(area.has_value() == reversed.has_value());
  if (!area) return;
  RC_ASSERT(std::abs(*area + *reversed - 1) < 1e-12);
  RC_ASSERT(std::abs(*area + *exchanged - 1) < 1e-12);
}

TEST(HanleyMcNeil, IsTheMethodsOracle) {
  EXPECT_NEAR(hanley_mcneil_error(0.91, 14, 33), 0.055, 5e-4);
  EXPECT_NEAR(hanley_mcneil_error(0.5, 10, 10), std::sqrt((0.25 + 18.0 * (1.0 / 3 - 0.25)) / 100), 1e-15);
}

}  // namespace
}  // namespace gammafield::learning
