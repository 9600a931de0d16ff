#include "kernels/profile_delta.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "kernels/profile_testing.h"
#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

class ProfileDelta : public testing::TestWithParam<Target> {
 protected:
  ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, ProfileDelta, testing::ValuesIn(supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

/// The net heights are the weights.
Steps steps_of(const BumpTable& table) {
  return {table.center.size(), table.center.data(), table.scale.data(), table.net.data()};
}

long double d1_of(const BumpTable& table, std::size_t i, double x) {
  const long double width = static_cast<long double>(bump_scale) / table.scale[i];
  return (static_cast<long double>(x) - table.center[i]) / width + width;
}

long double tail(long double d) { return std::erfc(d / std::sqrt(2.0L)) / 2; }

double weights(const BumpTable& table) {
  double sum = 0;
  for (const double weight : table.gross) sum += weight;
  return sum;
}

TEST_P(ProfileDelta, AgreesWithLongDoubleSums) {
  for (const BumpTable& table : {chain_like(37, 60), chain_like(3, 5), chain_like(1, 1)}) {
    const std::vector<double> x{-2, -0.1, 0.0, 1e-3, 0.2, 3};
    std::vector<double> sums(x.size());
    step_sums(steps_of(table), x.size(), x.data(), sums.data());
    for (std::size_t k = 0; k < x.size(); ++k) {
      long double exact = 0;
      for (std::size_t i = 0; i < table.center.size(); ++i) exact += table.net[i] * tail(-d1_of(table, i, x[k]));
      EXPECT_NEAR(sums[k], static_cast<double>(exact), 1e-14 * weights(table));
      EXPECT_NEAR(step_sum_between(steps_of(table), x[0], x[k]), static_cast<double>(exact) - sums[0],
                  2e-14 * weights(table));
    }
  }
}

TEST_P(ProfileDelta, KeepsItsDigitsInEitherTail) {
  BumpTable table;
  table.add(0.002, 0.0632, 1e5);
  struct Row {
    std::string why;
    double from, to;
  };
  for (const Row& row :
       {Row{"both deltas are one to ten digits", 0.405, 0.438}, Row{"both are nothing to ten digits", -0.45, -0.43}}) {
    SCOPED_TRACE(row.why);
    const long double here = d1_of(table, 0, row.from), there = d1_of(table, 0, row.to);
    const long double exact = here > 0 ? tail(here) - tail(there) : tail(-there) - tail(-here);
    EXPECT_NEAR(step_sum_between(steps_of(table), row.from, row.to) / static_cast<double>(1e5L * exact), 1, 1e-12);
  }
}

TEST_P(ProfileDelta, ThereAndBackIsExactlyNothing) {
  const BumpTable table = chain_like(5, 31);
  for (const double from : {-0.3, 0.0, 0.2})
    for (const double to : {-0.1, 0.0, 0.4})
      EXPECT_EQ(step_sum_between(steps_of(table), from, to), -step_sum_between(steps_of(table), to, from));
}

TEST_P(ProfileDelta, OfNoStepsOrOfAbsurdOnesIsFinite) {
  EXPECT_EQ(step_sum_between({}, -1, 1), 0);
  BumpTable table;
  for (const double width : {1e-8, 67.0}) table.add(0.5 * width * width, width, 1);
  for (const double to : {-30.0, 0.0, 1e-9, 30.0}) EXPECT_TRUE(std::isfinite(step_sum_between(steps_of(table), 0, to)));
}

}  // namespace
}  // namespace gammafield::kernels
