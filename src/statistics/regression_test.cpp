#include "statistics/regression.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gammafield::statistics {
namespace {

struct Sample {
  std::vector<double> y;
  std::vector<Regressor> regressors{2};
  std::vector<std::uint64_t> day;
};

/// That of tools/reference/statistics_golden.py.
Sample sample() {
  Sample sample;
  for (int k = 0; k < 60; ++k) {
    const double i = k, a = std::sin(0.7 * i), b = std::cos(0.3 * i * i);
    sample.regressors[0].push_back(a);
    sample.regressors[1].push_back(b);
    sample.y.push_back(0.5 + 1.5 * a - 0.25 * b + std::sin(1.9 * i * i + 0.2 * i) + 0.5 * std::sin(0.11 * i));
    sample.day.push_back(static_cast<std::uint64_t>(k / 5));
  }
  return sample;
}

/// Value, low, high, standard error, t, p, of statsmodels.
using Golden = double[3][6];

void expect_golden(const std::optional<Regression>& found, const Golden& golden) {
  ASSERT_TRUE(found);
  EXPECT_EQ(found->n, 60U);
  EXPECT_NEAR(found->r_squared, 0.766567032309, 1e-11);
  ASSERT_EQ(found->coefficients.size(), 3U);
  for (std::size_t k = 0; k < 3; ++k) {
    const auto& [estimate, error, t, p] = found->coefficients[k];
    const double figures[] = {estimate.value, estimate.low, estimate.high, error, t, p};
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(figures[i], golden[k][i], 1e-10) << k << ", " << i;
  }
}

TEST(NeweyWest, IsThatOfStatsmodels) {
  const auto [y, regressors, day] = sample();
  expect_golden(newey_west(y, regressors, 5),
                {{0.421799341935, 0.210873281499, 0.632725402371, 0.105333182881, 4.004429852005, 0.000181927494},
                 {1.702663609476, 1.449118294147, 1.956208924806, 0.126616573661, 13.447399185182, 0},
                 {-0.022175729481, -0.331104236376, 0.286752777415, 0.154274075222, -0.143742423662, 0.886210857790}});
}

TEST(Clustered, IsThatOfStatsmodels) {
  const auto [y, regressors, day] = sample();
  expect_golden(clustered(y, regressors, day),
                {{0.421799341935, 0.186759336928, 0.656839346942, 0.106788545997, 3.949855651626, 0.002273259769},
                 {1.702663609476, 1.392226444055, 2.013100774898, 0.141044642667, 12.071806325113, 0.000000109406},
                 {-0.022175729481, -0.364659606976, 0.320308148015, 0.155604809931, -0.142513136261, 0.889251560820}});
}

TEST(Clustered, OfSinglesIsNeweyWestWithoutLag) {
  auto [y, regressors, day] = sample();
  for (std::size_t i = 0; i < day.size(); ++i) day[i] = 1000 - i;
  const auto singles = clustered(y, regressors, day), white = newey_west(y, regressors, 0);
  ASSERT_TRUE(singles && white);
  for (std::size_t k = 0; k < 3; ++k)
    EXPECT_NEAR(singles->coefficients[k].standard_error, white->coefficients[k].standard_error, 1e-12) << k;
}

TEST(Regression, IsNoneWhereTheDataDoNotSay) {
  auto [y, regressors, day] = sample();
  regressors[1] = regressors[0];
  for (double& x : regressors[1]) x = 3 * x - 1;
  EXPECT_FALSE(newey_west(y, regressors, 5)) << "one regressor is made of the other";
  EXPECT_FALSE(newey_west(regressors[1], std::span{regressors}.first(1), 5)) << "nothing is left over";
  EXPECT_FALSE(newey_west(std::vector<double>(60, 2.5), {}, 5)) << "a constant";
  EXPECT_FALSE(newey_west(std::vector{1.0, 2.0}, std::vector<Regressor>{{1, 3}}, 0)) << "as many as coefficients";
  EXPECT_FALSE(clustered(y, {}, std::vector<std::uint64_t>(60, 4))) << "one cluster";
}

}  // namespace
}  // namespace gammafield::statistics
