#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "hedging/monte_carlo.h"
#include "hedging/testing_scenario.h"
#include "hedging/theory.h"

/// The ten targets of docs/methods.md 6.5: what is known in closed form, met within 95 % Monte Carlo error.
namespace gammafield::hedging {
namespace {

constexpr Minutes a_year{minutes_a_year};
constexpr Minutes a_session{minutes_a_session};

/// Under the sanitizers, which take five times as long, fewer, and what is asked of so few is less: these builds look
/// for other faults.
constexpr double slack = base::sanitized ? 4 : 1;
std::uint64_t paths(std::uint64_t usual) { return base::sanitized ? usual / 10 : usual; }

Outcome outcome(const Scenario& scenario, std::uint64_t paths, std::uint64_t seed = 1) {
  EXPECT_FALSE(refused(scenario)) << refused(scenario)->message;
  auto all = simulate(scenario, {.paths = paths, .seed = seed});
  EXPECT_TRUE(all) << all.error().message;
  return *all;
}

void expect_within(const statistics::Estimate& estimate, double theory, const char* what) {
  EXPECT_LE(theory, estimate.value + slack * (estimate.high - estimate.value)) << what << ": " << estimate.value;
  EXPECT_GE(theory, estimate.value - slack * (estimate.value - estimate.low)) << what << ": " << estimate.value;
}

/// One short at-the-money call on a hundred for a year.
Scenario short_call(double implied, double realised, std::size_t trades) {
  auto scenario = scenario_of(100, a_year, trades, realised);
  scenario.dealers = {dealer_with(one_option(market::Right::call, 100, -1, a_year, implied))};
  return scenario;
}

TEST(Targets, TheHedgerEarnsTheDifferenceOfVolatilities) {
  const auto all = outcome(short_call(0.20, 0.25, 800), paths(6000));
  const auto gain = volatility_gain(market::Spot{100}, market::Strike{100}, market::Years{1}, market::ImpliedVol{0.20},
                                    market::ImpliedVol{0.25});
  EXPECT_NEAR(gain.value(), 1.9821, 1e-4);
  expect_within(all.dealers[0].total, -gain.value(), "mean gain of the short");
  expect_within(all.dealers[0].residual, 0, "what gamma and theta leave");
  const double parts = all.dealers[0].gamma.value + all.dealers[0].theta.value + all.dealers[0].delta.value +
                       all.dealers[0].vega.value + all.dealers[0].cost.value + all.dealers[0].residual.value;
  EXPECT_NEAR(parts, all.dealers[0].total.value, 1e-9);
}

TEST(Targets, TheErrorFallsWithTheRootOfTheNumberOfTrades) {
  const UsdPerVol vega{39.6953};
  for (const std::size_t trades : {50u, 200u, 800u}) {
    const auto all = outcome(short_call(0.20, 0.20, trades), paths(3000));
    const double theory = hedging_error(vega, market::ImpliedVol{0.20}, trades).value();
    // the formula is the leading order: the simulation of methods 5.3 lies 1 to 3 % under it
    EXPECT_NEAR(all.dealers[0].total_sd.value, theory, slack * 0.05 * theory) << trades;
    expect_within(all.dealers[0].total, 0, "mean");
  }
}

TEST(Targets, LelandsVolatilityPaysForTheCosts) {
  constexpr double lambda = 0.002, sigma = 0.20;
  for (const std::size_t trades : {52u, 126u, 252u}) {
    auto scenario = short_call(sigma, sigma, trades);
    scenario.dealers[0].costs.half_spread = Lambda{lambda};
    const auto charged = leland_volatility(market::ImpliedVol{sigma}, Lambda{lambda},
                                           market::Years{1 / static_cast<double>(trades)}, true);
    const auto without = outcome(scenario, paths(3000));
    scenario.dealers[0].book.positions[0].implied_vol = charged;
    const auto with = outcome(scenario, paths(3000));
    EXPECT_LT(without.dealers[0].total.high, -0.3) << trades << ": charged by plain volatility the costs are lost";
    EXPECT_LT(std::abs(with.dealers[0].total.value), slack * 0.05 * std::abs(without.dealers[0].total.value)) << trades;
  }
}

TEST(Targets, TheBandOfWhalleyAndWilmottCostsLessThanTheClockAtEqualRisk) {
  struct Point {
    double risk, cost;
  };
  const auto point = [](std::size_t trades, const Policy& policy) {
    auto scenario = short_call(0.20, 0.20, trades);
    scenario.dealers[0].costs.half_spread = Lambda{0.002};
    scenario.dealers[0].policy = policy;
    const auto all = outcome(scenario, paths(1000));
    return Point{all.dealers[0].total_sd.value, -all.dealers[0].cost.value};
  };
  std::vector<Point> clock;
  for (const std::size_t trades : {20u, 40u, 80u, 160u, 320u}) clock.push_back(point(trades, policy::Continuous{}));
  for (const double aversion : {0.1, 0.3, 1.0}) {
    const Point band = point(1000, policy::WhalleyWilmott{RiskAversion{aversion}});
    const auto after = std::ranges::find_if(clock, [&](const Point& at) { return at.risk < band.risk; });
    ASSERT_TRUE(after != clock.begin() && after != clock.end())
        << "risk " << band.risk << " is not on the clock's frontier";
    const Point before = *(after - 1);
    const double along = (before.risk - band.risk) / (before.risk - after->risk);
    const double same_risk = before.cost + along * (after->cost - before.cost);
    EXPECT_LT(band.cost, 0.9 * same_risk) << "aversion " << aversion << ", risk " << band.risk;
  }
}

/// A session with c = 100 kappa GEX = kappa S^2 Gamma, the same at every price.
Scenario with_feedback(double c, unsigned lag) {
  constexpr double spot = 100, kappa = 1e-12;
  auto scenario = scenario_of(spot, a_session, 390, 0.2);
  scenario.impact.permanent = PerUsd{kappa};
  scenario.dealers = {dealer_with(constant_dollar_gamma(spot, c / kappa, 0.2, a_year), policy::Continuous{}, lag)};
  return scenario;
}

TEST(Targets, DealersWhoFollowAtOnceDivideVolatilityByOnePlusC) {
  for (const double c : {-0.3, -0.1, 0.05, 0.2, 0.5}) {
    const auto all = outcome(with_feedback(c, 0), paths(100));
    EXPECT_NEAR(all.feedback.c, c, 1e-4 * std::abs(c));
    EXPECT_NEAR(all.realised_volatility.change.value, 1 / (1 + c), 2e-4) << c;
    EXPECT_NEAR(all.end_volatility.change.value, 1 / (1 + c), 2e-4) << c;
    EXPECT_NEAR(all.autocorrelation.change.value, 0, 1e-3) << c;
  }
}

TEST(Targets, DealersAStepLateLeaveAnAutocorrelationOfMinusC) {
  for (const double c : {-0.3, -0.05, 0.05, 0.2, 0.5}) {
    const auto all = outcome(with_feedback(c, 1), paths(400));
    expect_within(all.autocorrelation.with, -c, "autocorrelation");
    expect_within(all.realised_volatility.change, 1 / std::sqrt(1 - c * c), "one-step volatility");
    EXPECT_NEAR(all.end_volatility.change.value, 1 / (1 + c), 0.01) << c << ": of the whole session";
  }
}

/// Dealers long n shares of calls at the strike; everything that settles does so at the session's end. nE as a number
/// of the session's standard deviations sigma sqrt T.
Scenario pin_of(double strength, double distance, const Policy& policy) {
  constexpr double strike = 100, sigma = 0.2, kappa = 1e-10;
  const double deviation = sigma / std::sqrt(sessions_a_year), spot = strike * std::exp(distance * deviation);
  auto scenario = scenario_of(spot, a_session, 600, sigma);
  scenario.noise.drift = ContinuousRate{sigma * sigma / 2};  // none in ln S, as in the closed forms
  scenario.impact.permanent = PerUsd{kappa};
  const double shares = strength * deviation / (kappa * strike);
  scenario.dealers = {dealer_with(one_option(market::Right::call, strike, shares, a_session, sigma), policy, 0)};
  scenario.pin = Pin{market::Strike{strike}, market::Usd{0.004 * deviation * strike}};
  return scenario;
}

TEST(Targets, PriceIsPinnedAsOftenAsAvellanedaAndLipkinSay) {
  const double root = std::sqrt(8 * std::numbers::pi);
  struct Row {
    double beta, distance, theory;  // of methods 5.1, closed form
  };
  for (const auto& [beta, distance, theory] : {Row{0.1, 0, 0.1813}, Row{0.25, 0, 0.3935}, Row{0.5, 0, 0.6321},
                                               Row{1, 0, 0.8647}, Row{0.5, 1, 0.4548}, Row{1, 1, 0.7027}}) {
    const auto all = outcome(pin_of(beta * root, distance, policy::TimeDecay{}), paths(1000));
    expect_within(all.pinned.with, theory, "pinned");
    EXPECT_LT(all.pinned.without.value, slack * 0.02);
  }
}

TEST(Targets, PriceIsPinnedWhereTheWholeDeltaIsHedgedAsOftenAsTheNoiseEndsBetweenTwoValues) {
  for (const double strength : {0.25, 1.0, 3.0}) {
    for (const double distance : {0.0, 1.0}) {
      const auto scenario = pin_of(strength, distance, policy::Continuous{});
      const double d1 = distance + 0.2 / std::sqrt(sessions_a_year) / 2,
                   delta = std::erfc(-d1 / std::numbers::sqrt2) / 2;
      const auto& shares = scenario.dealers[0].book.positions[0].shares;
      const auto theory =
          pin_probability_hedging_all(scenario.spot, market::Strike{100}, shares, delta, scenario.impact.permanent,
                                      market::ImpliedVol{0.2}, years_of(a_session));
      expect_within(outcome(scenario, paths(1000)).pinned.with, theory, "pinned");
    }
  }
}

TEST(Targets, DealersShortPinNothing) {
  auto scenario = pin_of(0.5 * std::sqrt(8 * std::numbers::pi), 0, policy::TimeDecay{});
  scenario.dealers[0].book = mirrored(scenario.dealers[0].book);
  const auto all = outcome(scenario, paths(1000));
  EXPECT_LE(all.pinned.with.value, all.pinned.without.value);
}

}  // namespace
}  // namespace gammafield::hedging
