#include "laboratory/run_output.h"
#include "laboratory/run_theory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace gammafield::laboratory {
namespace {

using hedging::Minutes;
using statistics::Estimate;

hedging::Scenario scenario() {
  hedging::Scenario of;
  of.name = "small";
  of.title = "A small one";
  of.what = "Nothing much.";
  of.spot = market::Spot{450};
  of.starts = Minutes{60};
  of.minutes = Minutes{330};
  of.noise.volatility = market::ImpliedVol{0.12};
  of.impact.permanent = hedging::PerUsd{1e-12};
  of.pin = {market::Strike{450}, market::Usd{0.25}};
  hedging::Dealer dealer;
  dealer.name = "MM";
  dealer.book.expiries = {{.settles = Minutes{330}}};
  dealer.book.positions = {
      {.strike = market::Strike{450}, .shares = market::Shares{100'000}, .implied_vol = market::ImpliedVol{0.15}}};
  of.dealers = {dealer};
  of.levels = {{.name = "Call Wall", .price = market::Spot{455}}};
  return of;
}

hedging::Outcome outcome() {
  hedging::Outcome of;
  of.paths = 1000;
  of.seed = 7;
  of.steps = 330;
  of.feedback = {market::UsdPerPercent{2.5e9}, 0.25};
  of.effective_volatility_theory = 0.8;
  of.realised_volatility = {{0.1, 0.09, 0.11}, {0.12, 0.11, 0.13}, {0.8333, 0.83, 0.84}};
  of.end_volatility = {{0.1, 0.09, 0.11}, {0, 0, 0}, {1, 1, 1}};
  of.autocorrelation = {{-0.1, -0.11, -0.09}, {0, -0.01, 0.01}, {-0.1, -0.11, -0.09}};
  of.pinned = {{0.5, 0.4, 0.6}, {0.25, 0.2, 0.3}, {0.25, 0.2, 0.3}};
  of.lowest = {{-1, -1.1, -0.9}, {-2, -2.1, -1.9}, {1, 0.9, 1.1}};
  of.highest = {{1, 0.9, 1.1}, {2, 1.9, 2.1}, {-1, -1.1, -0.9}};
  of.overshooting_share = 0.01;
  of.levels = {{.level = scenario().levels[0],
                .touched = {{0.5, 0.4, 0.6}, {0.5, 0.4, 0.6}, {0, -0.1, 0.1}},
                .held = {},  // no race decided
                .ends_beyond = {{0.25, 0.2, 0.3}, {0.25, 0.2, 0.3}, {0, -0.1, 0.1}}}};
  hedging::DealerOutcome dealer;
  dealer.name = "MM";
  dealer.gamma = {2000, 1900, 2100};
  dealer.theta = {-1800, -1800, -1800};
  dealer.total = {200, 100, 300};
  dealer.trades = {12.5, 12, 13};
  of.dealers = {dealer};
  of.fan = {{Minutes{0}, {450, 450, 450, 450, 450}, {450, 450, 450, 450, 450}}};
  of.flow_at_price = {{market::Spot{449}, market::Spot{451}, market::Usd{1e6}, market::Usd{2e6}, Minutes{330}}};
  return of;
}

hedging::Path path() {
  hedging::Path of;
  const auto step = [](double minute, double spot, double net, double trade) {
    hedging::Step made;
    made.minute = Minutes{minute};
    made.spot = market::Spot{spot};
    made.without_dealers = market::Spot{450.25};
    made.dealers = {{.options_delta = market::Shares{50'000},
                     .net_before = market::Shares{net},
                     .trade = market::Shares{trade},
                     .hedge = market::Shares{-50'000},
                     .cost = market::Usd{1.5}}};
    return made;
  };
  of.steps = {step(0, 450, 0, 0), step(1, 450.12, -1500, 1500), step(330, 451, 0.2, 0)};
  of.steps[1].flow = market::Usd{-2e9};
  return of;
}

std::string golden(const std::string& name) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/hedge/" + name};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// With a gamma of exactly 0, which every compiler prints alike.
hedging::Scenario flat_scenario() {
  auto of = scenario();
  of.dealers[0].book.positions[0].shares = market::Shares{0};
  return of;
}

TEST(RunOutput, JsonHasItsShape) { EXPECT_EQ(run_json(flat_scenario(), outcome(), 2) + "\n", golden("run.json")); }

TEST(RunOutput, TableHasItsShape) { EXPECT_EQ(run_text(flat_scenario(), outcome(), {}), golden("run.txt")); }

TEST(RunOutput, CsvIsARowAStep) {
  EXPECT_EQ(path_csv(scenario(), path()),
            "minute,spot_usd,spot_without_dealers_usd,hedging_usd,flow_usd,stressed,MM.options_delta_shares,"
            "MM.hedge_shares,MM.trade_shares,MM.cost_usd\n"
            "0,450,450.25,0,0,0,50000,-50000,0,1.5\n"
            "1,450.12,450.25,0,-2000000000,0,50000,-50000,1500,1.5\n"
            "330,451,450.25,0,0,0,50000,-50000,0,1.5\n");
}

TEST(RunOutput, StepsAreToldByTheSessionsClock) {
  EXPECT_EQ(steps_text(scenario(), path()),
            "10:30  450.00  net delta 0\n"
            "10:31  450.12  net delta -1,500: buys 1,500; others -$2.00bn\n"
            "16:00  451.00  net delta 0\n");
}

TEST(RunTheory, OfAPinCountsWhatSettlesAtTheStrikeWithTheRun) {
  auto of = scenario();
  const double both = *pin_theory(of);
  EXPECT_GT(both, 0);
  EXPECT_LT(both, 1);
  of.dealers[0].book = mirrored(of.dealers[0].book);
  EXPECT_EQ(*pin_theory(of), 0) << "dealers short do not pin";
  of.dealers[0].book.expiries[0].settles = Minutes{331};
  EXPECT_FALSE(pin_theory(of));
}

TEST(RunTheory, OfStepsDependsOnHowFarDealersLag) {
  auto of = scenario();
  const double c = 0.25;
  of.dealers[0].lag = 0;
  EXPECT_DOUBLE_EQ(*step_theory(of, c).volatility_ratio, 0.8) << "1 / (1 + c)";
  EXPECT_EQ(*step_theory(of, c).autocorrelation, 0);
  of.dealers[0].lag = 1;
  EXPECT_DOUBLE_EQ(*step_theory(of, c).volatility_ratio, 1 / std::sqrt(1 - c * c));
  EXPECT_EQ(*step_theory(of, c).autocorrelation, -c);
  of.dealers[0].policy = hedging::tight_band();
  EXPECT_FALSE(step_theory(of, c).autocorrelation) << "not at every step";
  of.dealers[0].policy = hedging::policy::Continuous{};
  of.dealers[0].lag = 2;
  EXPECT_FALSE(step_theory(of, c).volatility_ratio);
}

}  // namespace
}  // namespace gammafield::laboratory
