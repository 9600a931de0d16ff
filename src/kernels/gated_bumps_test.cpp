#include "kernels/gated_bumps.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

struct Columns {
  std::vector<double> center{0.1, -0.2, 0.0}, scale{3, 10, 0.5}, height{2, -1, 4}, tilt{0.5, 0.0, -0.3};
  std::vector<double> low{-gated_reach / 3, -0.15, 0.05}, high{gated_reach / 3, gated_reach / 10 - 0.2, 0.4},
      net{1, -2, 3}, gross{1, 2, 3};
  [[nodiscard]] GatedBumps bumps() const {
    return {3,          center.data(), scale.data(), height.data(), tilt.data(),
            low.data(), high.data(),   net.data(),   gross.data()};
  }
  [[nodiscard]] double sum(const std::vector<double>& weight, double x) const {
    double total = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double y = (x - center[i]) * scale[i];
      if (x > low[i] && x <= high[i]) total += weight[i] * (height[i] + tilt[i] * y) * std::exp2(-y * y);
    }
    return total;
  }
};

std::vector<double> places(std::size_t n) {
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(-0.5 + 1.1 * double(i) / double(n));
  return x;
}

TEST(GatedBumps, AreSummedAsWritten) {
  const Columns columns;
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    const auto x = places(201);
    std::vector<double> net(x.size(), 1.0), gross(x.size());
    add_gated_bumps(columns.bumps(), x.size(), x.data(), {net.data(), gross.data(), nullptr});
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_NEAR(net[i] - 1, columns.sum(columns.net, x[i]), 1e-13) << to_string(target);
      EXPECT_NEAR(gross[i], columns.sum(columns.gross, x[i]), 1e-13) << to_string(target);
    }
  }
}

TEST(GatedBumps, ASlopeIsTheDifferenceQuotientAwayFromGates) {
  const Columns columns;
  for (const double x : {-0.3, -0.1, 0.0, 0.2, 0.5}) {
    double slope = 0;
    add_gated_bumps(columns.bumps(), 1, &x, {nullptr, nullptr, &slope});
    const double h = 1e-6;
    EXPECT_NEAR(slope, (columns.sum(columns.net, x + h) - columns.sum(columns.net, x - h)) / (2 * h), 1e-6);
  }
}

TEST(GatedBumps, APlaceIsTheSameWhateverIsAskedBesideIt) {
  const Columns columns;
  const auto x = places(131);
  std::vector<double> together(x.size());
  add_gated_bumps(columns.bumps(), x.size(), x.data(), {together.data(), nullptr, nullptr});
  for (std::size_t i = 0; i < x.size(); ++i) {
    double alone = 0;
    add_gated_bumps(columns.bumps(), 1, &x[i], {&alone, nullptr, nullptr});
    EXPECT_NEAR(alone, together[i], 1e-13);
  }
}

TEST(GatedBumps, AreOpenAboveTheirLowEndAndClosedAtTheirHighEnd) {
  Columns columns;
  columns.low = {0.1, 1, 1};
  columns.high = {0.3, 2, 2};
  const double x[] = {0.1, 0.3, 0.30000001};
  double net[3] = {};
  add_gated_bumps(columns.bumps(), 3, x, {net, nullptr, nullptr});
  EXPECT_EQ(net[0], 0);
  EXPECT_GT(net[1], 0);
  EXPECT_EQ(net[2], 0);
}

}  // namespace
}  // namespace gammafield::kernels
