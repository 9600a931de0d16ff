#include "research/columns.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "base/random.h"
#include "statistics/regression.h"

namespace gammafield::research {
namespace {

double ratio(const statistics::Column& column) {
  return std::accumulate(column.sum.begin(), column.sum.end(), 0.0) /
         std::accumulate(column.weight.begin(), column.weight.end(), 0.0);
}

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
    return std::accumulate(column.weight.begin(), column.weight.end(), 0.0);
  };
  EXPECT_EQ(weight({}), 0);
  EXPECT_EQ(weight({{0, 1, 1, {}}, {1, 2, 2, {}}, {2, 3, 3, {}}}), 0) << "fewer than four";
  EXPECT_EQ(weight({{0, 1, 2, {}}, {1, 2, 2, {}}, {2, 3, 2, {}}, {3, 3, 2, {}}}), 0) << "x never changes";
  EXPECT_EQ(weight({{0, 1, 1, {2}}, {1, 2, 2, {4}}, {2, 3, 3, {6}}, {3, 3, 4, {8}}, {4, 1, 5, {10}}}), 0)
      << "x is the control";
}

}  // namespace
}  // namespace gammafield::research
