#include "statistics/bootstrap.h"

#include <bit>
#include <cmath>

#include <gtest/gtest.h>

namespace gammafield::statistics {
namespace {

/// Days of one to three events, and every seventh of none: that of tools/reference/statistics_golden.py.
std::vector<Column> panel() {
  std::vector<Column> panel(3);
  for (int k = 0; k < 3; ++k) {
    for (int d = 0; d < 40; ++d) {
      const bool nothing = (d + k) % 7 == 3;
      panel[static_cast<std::size_t>(k)].weight.push_back(nothing ? 0 : 1 + d % 3);
      panel[static_cast<std::size_t>(k)].sum.push_back(
          nothing ? 0 : std::sin(3.0 * d * d + k) + 0.15 * (k + 1) * (1 + d % 3));
    }
  }
  return panel;
}

const BootstrapRule few{.resamples = 999, .seed = 7};

TEST(Bootstrap, HoldsTheGoldenValues) {
  struct Row {
    double value, low, high, standard_error, p, p_max;
  };
  const Row rows[] = {
      {0.049500208974, -0.066374425501, 0.165374843450, 0.057475504787, 0.413, 0.413},
      {0.274049737423, 0.132504179340, 0.415595295506, 0.060474754925, 0.001, 0.002},
      {0.525052486436, 0.394696136293, 0.655408836579, 0.061753505678, 0.001, 0.001},
  };
  const auto results = tested(panel(), 0, few);
  ASSERT_EQ(results.size(), 3U);
  for (std::size_t k = 0; k < 3; ++k) {
    ASSERT_TRUE(results[k]) << k;
    EXPECT_NEAR(results[k]->figure.value, rows[k].value, 1e-11) << k;
    EXPECT_NEAR(results[k]->figure.low, rows[k].low, 1e-10) << k;
    EXPECT_NEAR(results[k]->figure.high, rows[k].high, 1e-10) << k;
    EXPECT_NEAR(results[k]->standard_error, rows[k].standard_error, 1e-11) << k;
    EXPECT_NEAR(results[k]->p, rows[k].p, 1e-12) << k;
    EXPECT_NEAR(results[k]->p_max, rows[k].p_max, 1e-12) << k;
  }
  EXPECT_EQ(results[0]->days, 34U);
}

TEST(Bootstrap, IsTheSameToTheBitOnAnyNumberOfThreads) {
  const auto one = tested(panel(), 0.1, {.resamples = 2100});
  const auto three = tested(panel(), 0.1, {.resamples = 2100, .threads = 3});
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(one[k]->figure.low), std::bit_cast<std::uint64_t>(three[k]->figure.low));
    EXPECT_EQ(one[k]->p, three[k]->p);
    EXPECT_EQ(one[k]->p_max, three[k]->p_max);
  }
}

TEST(Bootstrap, RejectsJustWhatItsIntervalLeavesOut) {
  const auto column = std::vector{panel()[1]};
  const Estimate interval = tested(column, 0, few)[0]->figure;
  for (const double end : {interval.low, interval.high}) {
    const double in = end + (interval.value - end) * 1e-6, out = end - (interval.value - end) * 1e-6;
    EXPECT_GT(tested(column, in, few)[0]->p, 0.05);
    EXPECT_LE(tested(column, out, few)[0]->p, 0.05);
  }
}

TEST(Bootstrap, KeepsTheColumnsOfADayTogether) {
  const Column column = panel()[1];
  Column scaled = column;
  for (double& sum : scaled.sum) sum *= -8;
  const auto results = tested(std::vector{column, scaled}, 0, few);
  EXPECT_EQ(results[0]->p_max, results[0]->p) << "the same days drawn: a copy is no second look";
  EXPECT_EQ(results[1]->p_max, results[0]->p);
  EXPECT_DOUBLE_EQ(results[1]->figure.low, -8 * results[0]->figure.high);
}

TEST(Bootstrap, SaysNothingWhereTheDataSayNothing) {
  struct Row {
    std::string_view why;
    Column column;
  };
  const Row rows[] = {
      {"no day has weight", {{0, 0, 0, 0}, {0, 0, 0, 0}}},
      {"one day has", {{0, 3, 0, 0}, {0, 2, 0, 0}}},
      {"nothing varies", {{0.1, 0.3, 0.2, 0}, {1, 3, 2, 0}}},
      {"most resamples vary in nothing, so that the interval would have no end", {{1, 1, 1, 0}, {1, 1, 1, 1}}},
  };
  for (const auto& [why, column] : rows) EXPECT_FALSE(tested(std::vector{column}, 0.4, few)[0]) << why;
  EXPECT_TRUE(tested({}, 0, few).empty());
  EXPECT_FALSE(tested(std::vector{Column{}}, 0, few)[0]);
}

TEST(Bootstrap, WhatCannotBeTestedDoesNotWeighOnTheRest) {
  auto columns = panel();
  const auto alone = tested(columns, 0, few);
  columns.push_back({std::vector<double>(40), std::vector<double>(40)});
  columns.back().weight[4] = columns.back().weight[5] = columns.back().sum[4] = 1;
  const auto beside = tested(columns, 0, few);
  EXPECT_FALSE(beside[3]);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(beside[k]->p_max, alone[k]->p_max) << k;
}

TEST(Bootstrap, TellsHowFarItIs) {
  std::vector<double> told;
  const auto results = tested(panel(), 0, {.resamples = 1000}, [&](double done) { told.push_back(done); });
  EXPECT_EQ(told, (std::vector{0.25, 0.5, 0.75, 1.0}));
}

}  // namespace
}  // namespace gammafield::statistics
