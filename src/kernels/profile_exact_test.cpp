#include "kernels/profile_exact.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "kernels/profile_testing.h"
#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

class ProfileExact : public testing::TestWithParam<Target> {
 protected:
  ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, ProfileExact, testing::ValuesIn(supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

struct Columns {
  std::vector<double> net, gross, slope;
  explicit Columns(std::size_t n) : net(n), gross(n), slope(n) {}
  BumpSums sums() { return {net.data(), gross.data(), slope.data()}; }
};

Columns sums_at(const BumpTable& table, const std::vector<double>& x) {
  Columns columns(x.size());
  bump_sums(table.view(), x.size(), x.data(), columns.sums());
  return columns;
}

TEST_P(ProfileExact, AgreesWithLongDoubleSums) {
  struct Row {
    std::string why;
    BumpTable table;
  };
  BumpTable lone, few;
  lone.add(0.1, 0.02, -3e9);
  for (const double width : {1e-8, 1e-3, 0.2, 70.0}) few.add(-0.01, width, 5 / width);
  const Row rows[] = {{"one bump", lone},
                      {"from absurdly narrow to absurdly wide", few},
                      {"a whole chain", chain_like(37, 180)},
                      {"a number of bumps that fills no vector", chain_like(3, 7)}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    std::vector<double> x = evenly(-0.4, 0.3, 57);
    x.push_back(-0.01);
    const Columns got = sums_at(row.table, x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const ExactSums exact = exactly(row.table, x[i]);
      // 5e-13 where the nearest bump is far out in its tail
      const double slack = static_cast<double>(exact.gross) * 5e-13 + 1e-290;
      EXPECT_NEAR(got.net[i], static_cast<double>(exact.net), slack) << x[i];
      EXPECT_NEAR(got.gross[i], static_cast<double>(exact.gross), slack) << x[i];
      EXPECT_NEAR(got.slope[i], static_cast<double>(exact.slope), 40 / 1e-3 * slack) << x[i];
    }
  }
}

TEST_P(ProfileExact, IsWithin1e14WhereBumpsAreNear) {
  const BumpTable table = chain_like(37, 180);
  const std::vector<double> x = evenly(-0.3, 0.3, 41);
  const Columns got = sums_at(table, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const ExactSums exact = exactly(table, x[i]);
    EXPECT_NEAR(got.net[i], static_cast<double>(exact.net), 1e-14 * static_cast<double>(exact.gross));
  }
}

TEST_P(ProfileExact, APlaceDoesNotDependOnItsNeighbours) {
  const BumpTable table = chain_like(5, 61);
  const std::vector<double> x = evenly(-0.3, 0.3, 11);
  const Columns all = sums_at(table, x);
  for (std::size_t begin = 0; begin < x.size(); ++begin)
    for (std::size_t end = begin + 1; end <= x.size(); ++end) {
      const Columns part = sums_at(table, {x.begin() + static_cast<long>(begin), x.begin() + static_cast<long>(end)});
      for (std::size_t i = begin; i < end; ++i) {
        ASSERT_EQ(part.net[i - begin], all.net[i]);
        ASSERT_EQ(part.gross[i - begin], all.gross[i]);
        ASSERT_EQ(part.slope[i - begin], all.slope[i]);
      }
    }
}

TEST_P(ProfileExact, StaysFiniteEverywhere) {
  BumpTable table;
  for (const double width : {1e-8, 1e-3, 1.0, 1e3}) table.add(0, width, 1 / width);
  table.add(2500, 67, 1);
  const Columns got = sums_at(table, {-700, -20, -1e-7, 0, 1e-300, 30, 700});
  for (std::size_t i = 0; i < got.net.size(); ++i)
    EXPECT_TRUE(std::isfinite(got.net[i]) && std::isfinite(got.gross[i]) && std::isfinite(got.slope[i]));
  EXPECT_LT(std::abs(got.slope[3]), 1e-300) << "the top of every bump but one that is too far away to matter";
}

TEST_P(ProfileExact, OfNoBumpsIsNothing) {
  const Columns got = sums_at({}, {0, 1});
  EXPECT_EQ(got.net, (std::vector<double>{0, 0}));
  EXPECT_EQ(got.slope, (std::vector<double>{0, 0}));
}

TEST_P(ProfileExact, NearBumpsAreTheSameWithinTheirReachAndNothingBeyond) {
  BumpTable table;
  table.add(0.1, 0.01, 2);
  table.add(-0.2, 0.001, -5);
  const std::vector<double> x = evenly(-0.5, 0.5, 1001);
  Columns near(x.size());
  add_near_bumps(table.view(), 8, x.size(), x.data(), near.sums());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const ExactSums exact = exactly(table, x[i]);
    EXPECT_NEAR(near.net[i], static_cast<double>(exact.net), 5e-13);
    EXPECT_NEAR(near.slope[i], static_cast<double>(exact.slope), 1e-9);
  }
  EXPECT_EQ(near.gross[0], 0) << "nothing within eight widths";
}

TEST(ProfileExactTargets, AgreeTo1e14OfGross) {
  const BumpTable table = chain_like(37, 180);
  const std::vector<double> x = evenly(-0.3, 0.3, 23);
  std::vector<Columns> results;
  for (const Target target : supported_targets()) {
    const ForcedTarget forced(target);
    results.push_back(sums_at(table, x));
  }
  for (const Columns& other : results)
    for (std::size_t i = 0; i < x.size(); ++i)
      EXPECT_NEAR(other.net[i], results[0].net[i], 1e-14 * results[0].gross[i]);
}

}  // namespace
}  // namespace gammafield::kernels
