#include "research/columns.h"

#include <cmath>
#include <utility>

#include <gtest/gtest.h>

#include "base/random.h"
#include "statistics/regression.h"

namespace gammafield::research {
namespace {

double ratio(const statistics::Column& column) { return total(column.sum) / total(column.weight); }

TEST(CoefficientColumn, IsTheCoefficientOfLeastSquares) {
  base::RandomStream stream(3, 1);
  std::vector<Observation> observations;
  std::vector<double> y;
  std::vector<statistics::Regressor> regressors(3);
  for (std::size_t i = 0; i < 50; ++i) {
    const double x = stream.normal(), a = stream.normal() + 0.5 * x, b = stream.uniform();
    const double value = 2 + 0.7 * x - a + 3 * b + stream.normal();
    observations.push_back({i, value, x, {a, b}});
    y.push_back(value);
    regressors[0].push_back(x);
    regressors[1].push_back(a);
    regressors[2].push_back(b);
  }
  const auto fit = statistics::newey_west(y, regressors, 0);
  ASSERT_TRUE(fit);
  for (const auto spread : {Spread::bounded, Spread::tailed})
    EXPECT_NEAR(ratio(coefficient_column(observations, 50, spread)), fit->coefficients[1].estimate.value, 1e-12);
}

TEST(CoefficientColumn, HasNoWeightWhereThereIsNoLine) {
  const auto weight = [](const std::vector<Observation>& observations) {
    const auto column = coefficient_column(observations, 8, Spread::tailed);
    return total(column.weight);
  };
  EXPECT_EQ(weight({}), 0);
  EXPECT_EQ(weight({{0, 1, 1, {}}, {1, 2, 2, {}}, {2, 3, 3, {}}}), 0) << "fewer than four";
  EXPECT_EQ(weight({{0, 1, 2, {}}, {1, 2, 2, {}}, {2, 3, 2, {}}, {3, 3, 2, {}}}), 0) << "x never changes";
  EXPECT_EQ(weight({{0, 1, 1, {2}}, {1, 2, 2, {4}}, {2, 3, 3, {6}}, {3, 3, 4, {8}}, {4, 1, 5, {10}}}), 0)
      << "x is the control";
}

/// Mean and standard error of a column all of whose weights are one or nothing.
std::pair<double, double> mean_and_error(const statistics::Column& column) {
  const double n = total(column.weight), mean = total(column.sum) / n;
  double squares = 0;
  for (std::size_t day = 0; day < column.sum.size(); ++day)
    squares += column.weight[day] > 0 ? (column.sum[day] - mean) * (column.sum[day] - mean) : 0;
  return {mean, std::sqrt(squares) / n};
}

TEST(SharesCompared, AreTheDifferenceOfSharesOverAllDaysOfEach) {
  // days: the first alone, the second alone, both, none
  const statistics::Column first{{1, 0, 2, 0}, {1, 0, 4, 0}}, second{{0, 1, 0, 0}, {0, 1, 2, 0}};
  const auto compared = shares_compared("others", first, second);
  EXPECT_EQ(compared.against, "others");
  EXPECT_NEAR(ratio(compared.difference), 3.0 / 5 - 1.0 / 3, 1e-15);
  EXPECT_EQ(days_in(compared.difference), 3U);
  EXPECT_EQ(compared.days, 2U) << "days of the first; of the second there are as many";
}

TEST(SharesCompared, HaveTheErrorOfTwoProportionsWhereDaysAreApart) {
  // The pooled two-sample error sqrt(R (1 - R) (1 / n + 1 / m)), but for what the equal shares of this sample leave.
  statistics::Column first = empty_column(300), second = empty_column(300);
  for (std::size_t day = 0; day < 100; ++day) add_to(first, day, day < 40 ? 1 : 0, 1);
  for (std::size_t day = 100; day < 300; ++day) add_to(second, day, day < 180 ? 1 : 0, 1);
  const auto [mean, error] = mean_and_error(shares_compared("others", first, second).difference);
  EXPECT_NEAR(mean, 0, 1e-15);
  EXPECT_NEAR(error, std::sqrt(0.4 * 0.6 * (1.0 / 100 + 1.0 / 200)), 1e-12);
}

TEST(SharesCompared, OfTheSameEventsAreTheSameForSure) {
  const statistics::Column held{{1, 0, 1, 1}, {1, 1, 2, 1}};
  const auto [mean, error] = mean_and_error(shares_compared("itself", held, held).difference);
  EXPECT_EQ(mean, 0);
  EXPECT_EQ(error, 0);
}

TEST(SharesCompared, HaveASpreadWhereNearlyAllHeld) {
  statistics::Column first = empty_column(80), second = empty_column(80);
  for (std::size_t day = 0; day < 40; ++day) add_to(first, day, day > 0 ? 1 : 0, 1);
  for (std::size_t day = 20; day < 80; ++day) add_to(second, day, static_cast<double>(day % 2), 1);
  const auto [mean, error] = mean_and_error(shares_compared("others", first, second).difference);
  EXPECT_NEAR(mean, 39.0 / 40 - 0.5, 1e-12);
  EXPECT_GT(error, 0.05) << "one broken wall of forty is not all the doubt there is";
}

TEST(SharesCompared, AreNoneWhereOneHasNoDay) {
  const auto compared = shares_compared("others", {{1, 0}, {1, 1}}, empty_column(2));
  EXPECT_EQ(days_in(compared.difference), 0U);
  EXPECT_EQ(compared.days, 0U);
}

}  // namespace
}  // namespace gammafield::research
