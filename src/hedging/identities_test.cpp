#include <cmath>

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "hedging/monte_carlo.h"
#include "hedging/testing_scenario.h"

/// What must hold exactly, whatever is put in. docs/methods.md 6.5, targets 7 to 10.
namespace gammafield::hedging {
namespace {

constexpr Minutes a_session{minutes_a_session};

/// A day on which everything happens that can: three dealers, each with another policy and lag, costs, lots, both kinds
/// of impact, all other agents, a regime and a shift, rates and dividends, options that settle at noon by shares and by
/// money.
Scenario eventful() {
  auto scenario = scenario_of(450, a_session, 390, 0.18);
  scenario.noise.u_shaped = true;
  scenario.rate = ContinuousRate{0.05};
  scenario.dividend = ContinuousRate{0.015};
  scenario.impact = {PerUsd{2e-13}, PerUsd{4e-13}, Minutes{30}, market::Shares{8e7}, market::ImpliedVol{0.01}};
  scenario.regime = Regime{2, Minutes{40}, 2, VolPoints{4}, 2};
  scenario.shifts = {{Minutes{200}, 1.5, VolPoints{3}, 1.5}};
  scenario.momentum = Momentum{UsdPerMinute{1e6}, Minutes{30}};
  scenario.fundamental = Fundamental{market::Spot{451}, UsdPerMinute{2e6}};
  scenario.flows = {{"pension", Minutes{100}, Minutes{160}, market::Usd{-3e8}}};
  scenario.noise_flow = {market::Usd{5e6}};
  scenario.levels = {{"Call Wall", market::Spot{453}, true}, {"Put Wall", market::Spot{446}, false}};
  scenario.pin = Pin{market::Strike{450}, market::Usd{0.2}};
  auto first = dealer_with(one_option(market::Right::call, 450, -2e6, Minutes{195}, 0.2));
  auto second = dealer_with(one_option(market::Right::put, 445, -3e6, Minutes{3900}, 0.22),
                            policy::FixedBand{20'000, BandUnit::shares, BandTo::edge}, 3);
  auto third = dealer_with(one_option(market::Right::call, 455, 4e6, Minutes{195}, 0.19),
                           policy::WhalleyWilmott{RiskAversion{1e-7}}, 0);
  third.book.expiries[0].delivery = Delivery::cash;
  for (auto* dealer : {&first, &second, &third}) {
    dealer->costs = {Lambda{0.0001}, UsdPerShare{0.001}, 0.8};
    dealer->lot = market::Shares{100};
  }
  scenario.dealers = {first, second, third};
  return scenario;
}

TEST(Identities, MoneyIsNeitherMadeNorLost) {
  const auto scenario = eventful();
  ASSERT_FALSE(refused(scenario)) << refused(scenario)->message;
  for (std::uint64_t number = 0; number < 5; ++number) {
    const auto path = simulate_path(scenario, 7, number);
    ASSERT_TRUE(path) << path.error().message;
    EXPECT_LT(path->imbalance, 1e-9);
    for (const auto& of : path->dealers) {
      const double parts = of.gamma.value() + of.theta.value() + of.vega.value() + of.delta.value() + of.carry.value() +
                           of.cost.value() + of.residual.value();
      EXPECT_NEAR(parts, of.total.value(), 1e-9 * (std::abs(of.gamma.value()) + std::abs(of.theta.value()) + 1e6));
      EXPECT_LT(std::abs(of.residual.value()), 0.1 * (std::abs(of.gamma.value()) + std::abs(of.theta.value())))
          << "second order explains nearly all";
    }
  }
}

TEST(Identities, WithoutImpactThePriceIsTheNoiseAlone) {
  auto scenario = eventful();
  scenario.impact.permanent = scenario.impact.transient = PerUsd{0};
  const auto path = simulate_path(scenario, 3, 11);
  ASSERT_TRUE(path);
  std::size_t trades = 0;
  for (const auto& step : path->steps) {
    EXPECT_EQ(step.spot, step.without_dealers);
    trades += step.hedging.value() != 0;
  }
  EXPECT_GT(trades, 100u);
}

Scenario one_dealer(const Policy& policy, double shares = -1e6, double kappa = 0) {
  auto scenario = scenario_of(450, a_session, 390, 0.18);
  scenario.impact.permanent = PerUsd{kappa};
  scenario.dealers = {dealer_with(one_option(market::Right::call, 450, shares, Minutes{3900}, 0.2), policy)};
  return scenario;
}

TEST(Identities, ABandOfNoWidthIsContinuous) {
  const auto continuous = simulate_path(one_dealer(policy::Continuous{}, -1e6, 1e-12), 5, 0);
  for (const BandTo to : {BandTo::edge, BandTo::target}) {
    const auto band = simulate_path(one_dealer(policy::FixedBand{0, BandUnit::shares, to}, -1e6, 1e-12), 5, 0);
    for (std::size_t i = 0; i < continuous->steps.size(); ++i) {
      ASSERT_EQ(band->steps[i].spot, continuous->steps[i].spot) << i;
      ASSERT_EQ(band->steps[i].dealers[0].hedge, continuous->steps[i].dealers[0].hedge) << i;
    }
  }
}

TEST(Identities, NarrowerBandsComeNearerToContinuous) {
  const auto continuous = simulate_path(one_dealer(policy::Continuous{}, -1e6, 1e-12), 5, 0);
  double last = 1e300;
  for (const double width : {100'000.0, 10'000.0, 1'000.0, 100.0}) {
    const auto band =
        simulate_path(one_dealer(policy::FixedBand{width, BandUnit::shares, BandTo::target}, -1e6, 1e-12), 5, 0);
    double furthest = 0;
    for (std::size_t i = 0; i < continuous->steps.size(); ++i) {
      const double apart = band->steps[i].spot.value() - continuous->steps[i].spot.value();
      furthest = std::max(furthest, std::abs(apart));
    }
    EXPECT_LT(furthest, last) << width;
    last = furthest;
  }
}

TEST(Identities, TheMirrorBookTradesTheOtherWay) {
  const Policy policies[] = {policy::Continuous{},
                             policy::EveryMinutes{Minutes{30}},
                             tight_band(),
                             policy::WhalleyWilmott{RiskAversion{1e-6}},
                             policy::BreakEven{},
                             policy::EndOfDay{},
                             policy::LastMinutes{Minutes{60}},
                             policy::TimeDecay{}};
  for (const auto& policy : policies) {
    auto scenario = one_dealer(policy);
    scenario.dealers[0].costs.half_spread = Lambda{0.0002};
    const auto path = simulate_path(scenario, 9, 2);
    scenario.dealers[0].book = mirrored(scenario.dealers[0].book);
    const auto mirror = simulate_path(scenario, 9, 2);
    for (std::size_t i = 0; i < path->steps.size(); ++i) {
      ASSERT_EQ(path->steps[i].dealers[0].trade.value(), -mirror->steps[i].dealers[0].trade.value())
          << "policy " << policy.index() << " step " << i;
    }
  }
}

TEST(Identities, ThePathDoesNotKnowWhatIsRunBesideIt) {
  const auto scenario = eventful();
  const std::uint64_t paths = base::sanitized ? 40 : 200;
  const auto one = simulate(scenario, {.paths = paths, .seed = 4, .threads = 1});
  const auto two = simulate(scenario, {.paths = paths, .seed = 4, .threads = 2});
  const auto five = simulate(scenario, {.paths = paths, .seed = 4, .threads = 5});
  ASSERT_TRUE(one && two && five);
  for (const auto* other : {&*two, &*five}) {
    EXPECT_EQ(one->realised_volatility.change.value, other->realised_volatility.change.value);
    EXPECT_EQ(one->realised_volatility.change.low, other->realised_volatility.change.low);
    EXPECT_EQ(one->dealers[1].total.value, other->dealers[1].total.value);
    EXPECT_EQ(one->fan.back().with[0], other->fan.back().with[0]);
    EXPECT_EQ(one->flow_at_price[40].bought, other->flow_at_price[40].bought);
  }
  const auto alone = simulate_path(scenario, 4, 199), again = simulate_path(scenario, 4, 199);
  EXPECT_EQ(alone->steps.back().spot, again->steps.back().spot);
  EXPECT_NE(alone->steps.back().spot, simulate_path(scenario, 5, 199)->steps.back().spot);
}

TEST(Identities, ARunOutOfHandStopsAndSaysWhere) {
  constexpr double kappa = 1e-12;
  for (const unsigned lag : {0u, 1u}) {
    auto scenario = scenario_of(100, a_session, 390, 0.2);
    scenario.impact.permanent = PerUsd{kappa};
    // what holds the short book together settles after a hundred minutes
    scenario.dealers = {dealer_with(constant_dollar_gamma(100, -1.5 / kappa, 0.2, Minutes{minutes_a_year}), {}, lag),
                        dealer_with(constant_dollar_gamma(100, 1.0 / kappa, 0.2, Minutes{100}), {}, lag)};
    ASSERT_FALSE(refused(scenario)) << refused(scenario)->message;
    const auto all = simulate(scenario, {.paths = 20, .seed = 1});
    ASSERT_FALSE(all) << lag;
    EXPECT_NE(all.error().message.find(" of seed 1 is unstable at minute 1"), std::string::npos) << all.error().message;
  }
}

TEST(Identities, WhatCannotBeIsRefusedByItsName) {
  struct Row {
    const char* why;
    void (*spoil)(Scenario&);
    const char* says;
  };
  const Row rows[] = {
      {"a price below nothing", [](Scenario& s) { s.spot = market::Spot{-1}; }, "test: spot is -1, not within"},
      {"not a number", [](Scenario& s) { s.noise.volatility = market::ImpliedVol{std::nan("")}; }, "noise volatility"},
      {"no options", [](Scenario& s) { s.dealers[0].book.positions.clear(); }, "dealer dealers: holds no options"},
      {"an expiry that is over", [](Scenario& s) { s.dealers[0].book.expiries[0].settles = Minutes{-5}; },
       "minutes to"},
      {"a clock that never strikes", [](Scenario& s) { s.dealers[0].policy = policy::EveryMinutes{Minutes{500}}; },
       "dealer dealers: minutes between trades is 500"},
      {"a cost without a market", [](Scenario& s) { s.dealers[0].costs.temporary = 1; },
       "needs the market's daily volume"},
      {"a flow that ends first", [](Scenario& s) { s.flows = {{"fund", Minutes{9}, Minutes{3}, market::Usd{1}}}; },
       "flow fund: ends before it begins"},
      {"a U that does not fit",
       [](Scenario& s) {
         s.noise.u_shaped = true;
         s.step = Minutes{7};
       },
       "divides the session"},
  };
  for (const auto& [why, spoil, says] : rows) {
    auto scenario = one_dealer(policy::Continuous{});
    ASSERT_FALSE(refused(scenario)) << refused(scenario)->message;
    spoil(scenario);
    ASSERT_TRUE(refused(scenario)) << why;
    EXPECT_NE(refused(scenario)->message.find(says), std::string::npos) << why << ": " << refused(scenario)->message;
    EXPECT_EQ(refused(scenario)->message.find('\n'), std::string::npos);
  }
}

TEST(Identities, AnUnstableScenarioIsRefused) {
  auto scenario = one_dealer(policy::Continuous{}, -1e6, 0);
  const double edge = -1 / (100 * feedback(scenario).gamma_exposure.value());
  scenario.impact.permanent = PerUsd{1.01 * edge};
  ASSERT_TRUE(refused(scenario));
  EXPECT_NE(refused(scenario)->message.find("1 + 100 * impact * GEX is -0.01"), std::string::npos)
      << refused(scenario)->message;
  scenario.dealers[0].book = mirrored(scenario.dealers[0].book);
  EXPECT_NE(refused(scenario)->message.find("overshoot"), std::string::npos) << "long and late";
  scenario.dealers[0].lag = 0;
  EXPECT_FALSE(refused(scenario)) << "long and at once: strong, and stable";
}

}  // namespace
}  // namespace gammafield::hedging
