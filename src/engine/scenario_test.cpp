#include "engine/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include "exposure/testing_book.h"
#include "pricing/black_scholes.h"

namespace gammafield::engine {
namespace {

using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;

constexpr double day = 1.0 / 365;

Analysis analysis_of(const std::vector<TestingOption>& options, const TestingMarket& market = {}) {
  const std::shared_ptr<const pricing::PricedChain> priced = exposure::testing_priced_chain(options, market);
  const exposure::Book book = exposure::make_book(priced, market.positioning, market.filter);
  Report report;
  report.spot = priced->spot;
  return {priced, book, exposure::RepricedBook{book}, report};
}

/// More calls than puts above spot and fewer below it, in a day, a fortnight and three months.
std::vector<TestingOption> some_chain() {
  std::vector<TestingOption> options;
  for (const double years : {day, 14 * day, 91 * day})
    for (int strike = 80; strike <= 120; strike += 4)
      for (const Right right : {Right::call, Right::put})
        options.push_back({years, right, strike + 0.5, 0.15 + 0.0005 * std::abs(strike - 110),
                           right == Right::call ? 20.0 * strike - 1100 : 2900 - 20.0 * strike});
  return options;
}

ScenarioRequest request(const Analysis& analysis, std::string_view times, std::vector<double> vols, double beta = 0) {
  return {.spot_range = 0.15,
          .spot_points = 11,
          .times = scenario_times(times, *analysis.priced).value(),
          .vol_points = std::move(vols),
          .vol_beta = beta};
}

/// One node the long way round, contract by contract.
struct Node {
  double gex = 0, delta = 0, scale = 0;
};
Node plainly(const Analysis& analysis, double spot, double elapsed, double shift) {
  Node sums;
  for (const exposure::Holding& holding : analysis.book.holdings) {
    const pricing::PricedExpiry& expiry = analysis.priced->expiries[holding.expiry];
    const double sigma = std::max(analysis.priced->options[holding.option].sigma + shift, 0.01);  // a point at least
    const double left = expiry.years - elapsed;
    const double shares = holding.dealer_shares.value(), strike = holding.strike.value();
    if (left < 1e-9) {
      const double in_the_money = holding.right == Right::call ? spot - strike : strike - spot;
      sums.delta += in_the_money > 0 ? shares * (holding.right == Right::call ? 1 : -1) : 0;
      continue;
    }
    const auto greeks =
        pricing::black_scholes_greeks({holding.right, spot, strike, left, expiry.rate, expiry.carry, sigma});
    sums.gex += shares * greeks.gamma * spot * spot * 0.01;
    sums.delta += shares * greeks.delta;
    sums.scale += std::abs(shares) * std::max(1.0, greeks.gamma * spot * spot * 0.01);
  }
  return sums;
}

TEST(ScenarioCubes, AreEveryContractPricedAgainAtEveryNode) {
  TestingMarket market;
  market.rate = 0.04, market.carry = 0.01;
  const Analysis analysis = analysis_of(some_chain(), market);
  for (const double beta : {0.0, 1.5}) {
    const ScenarioCube cube = scenario_cube(analysis, request(analysis, "now,2h,1d,20d", {-5, 0, 10}, beta));
    ASSERT_EQ(cube.slices.size(), 12u);
    const Node before = plainly(analysis, 100, 0, 0);
    for (const ScenarioSlice& slice : cube.slices) {
      const auto elapsed = std::chrono::duration<double>(slice.time.at - analysis.priced->chain->as_of).count();
      ASSERT_EQ(slice.nodes.size(), 11u);
      for (const ScenarioNode& node : slice.nodes) {
        const double spot = node.spot.value(), tied = -beta * std::log(spot / 100);
        const Node plain = plainly(analysis, spot, elapsed / (365 * 86400.0), 0.01 * slice.vol_points + tied);
        EXPECT_NEAR(node.net_gex.value(), plain.gex, 1e-9 * plain.scale + 1e-3);
        EXPECT_NEAR(node.net_dex.value(), plain.delta * spot, 1e-9 * plain.scale * spot + 1e-3);
        EXPECT_NEAR(node.flow.total.value(), before.delta - plain.delta, 1e-9 * before.scale);
      }
    }
  }
}

TEST(ScenarioCubes, TellTheFlowApart) {
  const Analysis analysis = analysis_of(some_chain());
  const ScenarioCube cube = scenario_cube(analysis, request(analysis, "now,1h", {0, 3}));
  const auto& nothing = cube.slices[0].at_spot().flow;
  EXPECT_EQ(nothing.total.value(), 0);
  for (const ScenarioSlice& slice : cube.slices) {
    for (const ScenarioNode& node : slice.nodes) {
      const auto& flow = node.flow;
      const double sum =
          flow.gamma.value() + flow.vanna.value() + flow.charm.value() + flow.cross.value() + flow.residual.value();
      EXPECT_NEAR(sum, flow.total.value(), 1e-12 * 1e7);
      if (slice.vol_points == 0) {
        EXPECT_EQ(flow.vanna.value(), 0) << "no volatility moved";
      }
      if (slice.time.name == "now") {
        EXPECT_EQ(flow.charm.value(), 0) << "no time passed";
      }
    }
    EXPECT_EQ(slice.at_spot().flow.gamma.value(), 0) << "spot did not move";
  }
  const auto& spot_alone = cube.slices[0].nodes.front().flow;
  EXPECT_EQ(spot_alone.gamma, spot_alone.total);
}

TEST(ScenarioCubes, HoldTheLevelsOfTheSliceNow) {
  const Analysis analysis = analysis_of(some_chain());
  const ScenarioCube cube = scenario_cube(analysis, request(analysis, "now,5d", {0}));
  const auto flips = levels::repriced_flips(analysis.repriced, {});
  ASSERT_TRUE(flips.primary);
  ASSERT_TRUE(cube.slices[0].flip);
  EXPECT_EQ(*cube.slices[0].flip, flips.primary->price);
  const auto wall = levels::call_wall(exposure::by_strike(analysis.book), analysis.book.spot(), levels::Basis::net,
                                      levels::CallWallSide::above);
  EXPECT_EQ(cube.slices[0].call_wall->strike, wall->strike);
  EXPECT_NEAR(cube.slices[0].call_wall->value.value(), wall->value.value(), 1e-9 * wall->value.value());
  ASSERT_TRUE(cube.slices[1].flip);
  EXPECT_NE(*cube.slices[1].flip, flips.primary->price) << "the day's contracts have settled";
}

TEST(ScenarioCubes, TiedVolatilityMovesTheFlipToARootOfTheTiedBook) {
  const Analysis analysis = analysis_of(some_chain());
  const ScenarioCube cube = scenario_cube(analysis, request(analysis, "now", {0}, 1));
  ASSERT_TRUE(cube.slices[0].flip);
  const double flip = cube.slices[0].flip->value(), tied = -std::log(flip / 100);
  const Node plain = plainly(analysis, flip, 0, tied);
  EXPECT_NEAR(plain.gex, 0, 1e-7 * plain.scale);
}

TEST(ScenarioTimes, AreCountedFromTheSnapshot) {
  const Analysis analysis = analysis_of(some_chain());
  const auto as_of = analysis.priced->chain->as_of;  // a Monday, 10:00 in New York
  const auto times = scenario_times("now,30m,4h,2d,close,next_expiry", *analysis.priced);
  ASSERT_TRUE(times);
  const std::chrono::seconds expected[] = {std::chrono::hours{0},  std::chrono::minutes{30}, std::chrono::hours{4},
                                           std::chrono::hours{48}, std::chrono::hours{6},    std::chrono::hours{24}};
  ASSERT_EQ(times->size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ((*times)[i].at - as_of, expected[i]) << (*times)[i].name;
}

TEST(ScenarioTimes, LeaveOutWhatTheChainDoesNotHaveAndRefuseWhatIsNoMoment) {
  const Analysis analysis = analysis_of(some_chain());
  const auto times = scenario_times("now,after_monthly", *analysis.priced);
  ASSERT_TRUE(times);
  EXPECT_EQ(times->size(), 1u) << "all expiries of the made-up chain are weekly";
  for (const char* wrong : {"tomorrow", "5", "-1h", "1y", "m", "99999999999999d", "now,,1h", "5 h"})
    EXPECT_FALSE(scenario_times(wrong, *analysis.priced)) << wrong;
}

}  // namespace
}  // namespace gammafield::engine
