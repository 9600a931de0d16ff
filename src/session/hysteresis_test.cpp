#include "session/hysteresis.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace gammafield::session {
namespace {

using exposure::StrikeExposure;
using levels::Basis;
using levels::Level;
using levels::PutWallRule;
using levels::WallStrike;
using market::Spot;
using market::Strike;
using market::UsdPerPercent;

/// Bars at 5,000 and every 5 dollars on; a value below zero is a put's.
std::vector<StrikeExposure> bars(const std::vector<double>& net) {
  std::vector<StrikeExposure> strikes;
  for (std::size_t i = 0; i < net.size(); ++i) {
    StrikeExposure at;
    at.strike = Strike{5000 + 5.0 * static_cast<double>(i)};
    (net[i] < 0 ? at.put : at.call) = UsdPerPercent{std::abs(net[i])};
    at.net = UsdPerPercent{net[i]};
    strikes.push_back(at);
  }
  return strikes;
}

/// The call wall after each moment; h as given, spot below all strikes.
std::vector<double> call_walls(const std::vector<std::vector<double>>& moments, double h) {
  std::vector<double> walls;
  std::optional<Strike> incumbent;
  for (const auto& net : moments) {
    const auto strikes = bars(net);
    const auto held = incumbent ? levels::call_wall_at(strikes, *incumbent, Basis::net) : std::nullopt;
    const auto wall = elected(call_wall(strikes, Spot{4990}, Basis::net, levels::CallWallSide::above), held, h);
    incumbent = wall ? std::optional(wall->strike) : std::nullopt;
    walls.push_back(wall ? wall->strike.value() : 0);
  }
  return walls;
}

TEST(Hysteresis, MovesForStrictlyMoreThanATenth) {
  struct Row {
    const char* why;
    std::vector<std::vector<double>> moments;
    double wall;
  };
  const Row rows[] = {
      {"the first wall is the plain one", {{1, 5, 3}}, 5005},
      {"a little more is not enough", {{1, 5, 3}, {1, 5, 5.4}}, 5005},
      {"a tenth is not more than a tenth", {{0, 10, 0}, {0, 10, 11}}, 5005},
      {"more than a tenth is", {{0, 10, 0}, {0, 10, 11.01}}, 5010},
      {"the incumbent is taken at what it is worth now", {{0, 10, 0}, {0, 5, 6}}, 5010},
      {"a wall that is worth nothing goes at once", {{0, 10, 0}, {0, -1, 0.5}}, 5010},
      {"nothing at all is no wall", {{0, 10, 0}, {0, -1, -2}}, 0},
      {"a strike that is no longer listed goes", {{1, 2, 10}, {1, 2}}, 5005},
  };
  for (const Row& row : rows) EXPECT_EQ(call_walls(row.moments, 0.1).back(), row.wall) << row.why;
}

TEST(Hysteresis, KeepsAWallThatSpotHasPassed) {
  const auto strikes = bars({4, 10, 3});
  const auto best = call_wall(strikes, Spot{5007}, Basis::net, levels::CallWallSide::above);
  ASSERT_EQ(best->strike, Strike{5010});
  const auto held = levels::call_wall_at(strikes, Strike{5005}, Basis::net);
  EXPECT_EQ(elected(best, held, 0.1)->strike, Strike{5005}) << "a test is no reason to forget the wall";
  const auto none = call_wall(strikes, Spot{5050}, Basis::net, levels::CallWallSide::above);
  ASSERT_FALSE(none);
  EXPECT_EQ(elected(none, held, 0.1)->strike, Strike{5005});
}

TEST(Hysteresis, PutWallsByWhatIsMostNegative) {
  const auto strikes = bars({-10, -10.5, 4});
  const auto best = put_wall(strikes, Spot{5020}, PutWallRule::most_negative_net);
  ASSERT_EQ(best->strike, Strike{5005});
  const auto held = levels::put_wall_at(strikes, Strike{5000}, PutWallRule::most_negative_net);
  ASSERT_TRUE(held);
  EXPECT_EQ(elected(best, held, 0.1)->strike, Strike{5000});
  EXPECT_EQ(elected(best, held, 0.04)->strike, Strike{5005});
  EXPECT_FALSE(levels::put_wall_at(strikes, Strike{5010}, PutWallRule::most_negative_net)) << "of the wrong sign";
  EXPECT_TRUE(levels::put_wall_at(strikes, Strike{5005}, PutWallRule::gross_put));
}

std::vector<std::vector<double>> noisy_moments(unsigned seed, int count) {
  std::mt19937 random{seed};
  std::normal_distribution<double> noise;
  std::vector<double> net(12, 10.0);
  std::vector<std::vector<double>> moments;
  for (int i = 0; i < count; ++i) {
    for (double& value : net) value = std::max(value * (1 + 0.01 * noise(random)), 0.1);
    moments.push_back(net);
  }
  return moments;
}

int changes(const std::vector<double>& walls) {
  int count = 0;
  for (std::size_t i = 1; i < walls.size(); ++i) count += walls[i] != walls[i - 1];
  return count;
}

RC_GTEST_PROP(HysteresisProperty, IdempotentScaleFreeAndPlainAtZero, (unsigned seed)) {
  auto moments = noisy_moments(seed, 30);
  const auto walls = call_walls(moments, 0.1);
  auto twice = moments;
  twice.push_back(moments.back());
  RC_ASSERT(call_walls(twice, 0.1).back() == walls.back());

  auto scaled = moments;
  for (auto& net : scaled)
    for (double& value : net) value *= 1024;
  RC_ASSERT(call_walls(scaled, 0.1) == walls);

  const auto plain = call_walls(moments, 0);
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const auto strikes = bars(moments[i]);
    RC_ASSERT(plain[i] == call_wall(strikes, Spot{4990}, Basis::net, levels::CallWallSide::above)->strike.value());
  }
}

TEST(Hysteresis, ChangesOfNoiseFallWithIt) {
  int before = 1 << 30;
  for (const double h : {0.0, 0.02, 0.05, 0.1, 0.3}) {
    int sum = 0;
    for (unsigned seed = 0; seed < 20; ++seed) sum += changes(call_walls(noisy_moments(seed, 390), h));
    EXPECT_LT(sum, before) << h;
    before = sum;
  }
}

}  // namespace
}  // namespace gammafield::session
