#include "kernels/profile_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "kernels/profile_interpolation.h"
#include "kernels/profile_testing.h"
#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

class ProfileKernels : public testing::TestWithParam<Target> {
 protected:
  ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, ProfileKernels, testing::ValuesIn(supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

struct Columns {
  std::vector<double> net, gross, slope;
  explicit Columns(std::size_t n) : net(n), gross(n), slope(n) {}
  BumpSums sums() { return {net.data(), gross.data(), slope.data()}; }
};

/// The table with its rows in the order that ProfileTable wants.
struct Sorted {
  BumpTable table;
  WidthClasses classes;
  explicit Sorted(const BumpTable& from) {
    for (const auto row : order_by_width(from.scale, classes))
      table.add(from.center[row], bump_scale / from.scale[row], from.net[row]);
  }
};

struct Errors {
  double net = 0, gross = 0, slope = 0, largest_net = 0, largest_slope = 0, promised = 0;
};

Errors errors_of(const BumpTable& unsorted, const std::vector<double>& x) {
  const Sorted sorted(unsorted);
  const ProfileTable profile(sorted.table.view(), sorted.classes, x.front(), x.back());
  Columns got(x.size());
  profile.sums(x.size(), x.data(), got.sums());
  Errors worst;
  worst.promised = profile.error();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const ExactSums exact = exactly(sorted.table, x[i]);
    worst.net = std::max(worst.net, std::abs(got.net[i] - static_cast<double>(exact.net)));
    worst.gross = std::max(worst.gross, std::abs(got.gross[i] - static_cast<double>(exact.gross)));
    worst.slope = std::max(worst.slope, std::abs(got.slope[i] - static_cast<double>(exact.slope)));
    worst.largest_net = std::max(worst.largest_net, std::abs(static_cast<double>(exact.net)));
    worst.largest_slope = std::max(worst.largest_slope, std::abs(static_cast<double>(exact.slope)));
  }
  return worst;
}

TEST_P(ProfileKernels, OfAChainKeepTenDigitsOfTheLargestNet) {
  struct Row {
    std::string why;
    double low, high;
    std::size_t count;
    double narrowest;
  };
  const Row rows[] = {{"the usual profile", 0.8, 1.2, 200, 0.003},
                      {"the flip's domain", 0.7, 1.3, 823, 0.003},
                      {"as far as any domain reaches", 0.01, 10, 301, 0.003},
                      {"a domain of a tenth of a per cent", 1, 1.001, 17, 0.003},
                      {"an expiry within minutes", 0.8, 1.2, 200, 1e-5}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const Errors worst =
        errors_of(chain_like(37, 180, row.narrowest), evenly(std::log(row.low), std::log(row.high), row.count));
    EXPECT_LE(worst.net, 1e-10 * worst.largest_net);
    EXPECT_LE(worst.gross, 1e-10 * worst.largest_net);
    EXPECT_LE(worst.slope, 1e-9 * worst.largest_slope);
    EXPECT_LE(std::max(worst.net, worst.gross), worst.promised);
    RecordProperty(row.why + ": net", std::to_string(worst.net / worst.largest_net * 1e12));
  }
}

TEST_P(ProfileKernels, KeepTheirPromiseForEveryWidth) {
  for (double width = 1e-8; width < 100; width *= 1.7) {
    SCOPED_TRACE(width);
    BumpTable table;
    for (const double center : {-0.9, -0.20001, 0.0, 0.0102, 0.0103, 0.35}) table.add(center, width, 1);
    const Errors worst = errors_of(table, evenly(-0.35, 0.27, 977));
    EXPECT_LE(worst.net, worst.promised / 2) << "in a sum of equal bumps the promise has room";
    EXPECT_LE(worst.slope, worst.promised * 70 / width);
  }
}

TEST_P(ProfileKernels, DoNotCareForTheOrderOfTheBumps) {
  BumpTable shuffled, ordered = chain_like(7, 90);
  for (std::size_t i = 0; i < ordered.center.size(); ++i) {
    const std::size_t row = i * 131 % ordered.center.size();
    shuffled.add(ordered.center[row], bump_scale / ordered.scale[row], ordered.net[row]);
  }
  const Errors worst = errors_of(shuffled, evenly(-0.3, 0.3, 101));
  EXPECT_LE(worst.net, 1e-10 * worst.largest_net);
}

TEST_P(ProfileKernels, GiveOnePlaceWhatTheyGiveMany) {
  const Sorted sorted(chain_like(9, 50, 1e-4));
  const ProfileTable profile(sorted.table.view(), sorted.classes, -0.3, 0.3);
  const std::vector<double> x = evenly(-0.3, 0.3, 41);
  Columns all(x.size());
  profile.sums(x.size(), x.data(), all.sums());
  for (std::size_t i = 0; i < x.size(); ++i) {
    Columns one(1);
    profile.sums(1, x.data() + i, one.sums());
    EXPECT_NEAR(one.net[0], all.net[i], 0.1 * profile.error());
    EXPECT_NEAR(one.gross[0], all.gross[i], 0.1 * profile.error());
    EXPECT_NEAR(one.slope[0], all.slope[i], 0.1 * profile.error() * 70 / 1e-4);
  }
}

TEST_P(ProfileKernels, AreExactlyNothingWhereBumpsCancelOrLieFarAway) {
  BumpTable cancelled, far;
  for (int i = 0; i < 40; ++i) {
    cancelled.add(0.01 * i, 0.02 + 0.01 * i, 0);
    far.add(5 + 0.1 * i, 0.05, 1);
  }
  for (const BumpTable& table : {cancelled, far}) {
    const Errors worst = errors_of(table, evenly(-0.3, 0.3, 57));
    EXPECT_EQ(worst.net, 0);
  }
}

TEST(WidthClassesTest, AreResolvedByTheirNodes) {
  for (double width = 1e-9; width < 1e4; width *= 1.1) {
    const std::size_t number = WidthClasses::of(bump_scale / width);
    if (number == 0) {
      EXPECT_LT(width, 0.003);
      continue;
    }
    EXPECT_GE(width / WidthClasses::step(number), nodes_a_width * (1 - 1e-15));
    if (number + 1 < WidthClasses::count) {
      EXPECT_LT(width / WidthClasses::step(number), 2 * nodes_a_width);
    }
  }
}

TEST(WidthClassesTest, KeepTheOrderWithinAClass) {
  const std::vector<double> scales{bump_scale / 0.1, bump_scale / 1e-5, bump_scale / 0.11, bump_scale / 1e-4};
  WidthClasses classes;
  EXPECT_EQ(order_by_width(scales, classes), (std::vector<std::uint32_t>{1, 3, 0, 2}));
  EXPECT_EQ(classes.begin[1], 2u);
  EXPECT_EQ(classes.begin.back(), 4u);
}

}  // namespace
}  // namespace gammafield::kernels
