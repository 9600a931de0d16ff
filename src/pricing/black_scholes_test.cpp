#include "pricing/black_scholes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr BlackScholesInput textbook(Right right) { return {right, 100, 105, 0.25, 0.03, 0.01, 0.22}; }

TEST(BlackScholes, GoldenValuesOfTheMethodsPage) {
  const Greeks call = black_scholes_greeks(textbook(Right::call)), put = black_scholes_greeks(textbook(Right::put));
  struct Row {
    std::string_view why;
    double value, golden, last_digit;
  };
  const Row rows[] = {
      {"call price", call.price, 2.58997389317, 1e-11},  {"put price", put.price, 7.05510740943, 1e-11},
      {"call delta", call.delta, .364851204519, 1e-12},  {"put delta", put.delta, -.632651917878, 1e-12},
      {"gamma", call.gamma, .0341091362963, 1e-13},      {"vega", call.vega, 18.760024963, 1e-9},
      {"call theta", call.theta, -8.90641417595, 1e-11}, {"put theta", put.theta, -6.77745392567, 1e-11},
      {"vanna", call.vanna, .772729523948, 1e-12},       {"call charm", call.charm, -.404570751085, 1e-12},
      {"put charm", put.charm, -.414545782309, 1e-12},   {"speed", call.speed, .000722780044889, 1e-15},
      {"zomma", call.zomma, -.130939926064, 1e-12},      {"colour", call.colour, .0558269160154, 1e-13},
      {"volga", call.volga, 13.2558814056, 1e-10},
  };
  for (const Row& row : rows) EXPECT_NEAR(row.value, row.golden, 0.51 * row.last_digit) << row.why;
}

TEST(BlackScholes, EuropeanValuesOfTheOracleTable) {
  // docs/methods.md 8: what QuantLib gives for European exercise, 365 days a year.
  struct Row {
    std::string_view why;
    BlackScholesInput in;
    double price;
  };
  const Row rows[] = {
      {"a put like one on SPY", {Right::put, 450, 445, 30 / 365.0, 0.045, 0.014, 0.18}, 6.4496997741},
      {"a call that is never exercised early", {Right::call, 100, 100, 1, 0.05, 0, 0.2}, 10.4505835722},
      {"a put without interest", {Right::put, 100, 100, 182 / 365.0, 0, 0.04, 0.3}, 9.3764094673},
      {"a call worth waiting for", {Right::call, 450, 455, 30 / 365.0, 0.045, 0.014, 0.18}, 7.4989705874},
  };
  for (const Row& row : rows) EXPECT_NEAR(black_scholes_greeks(row.in).price, row.price, 1e-8) << row.why;
  EXPECT_NEAR(black_scholes_gamma(rows[0].in), 0.0164450, 5e-8);
}

TEST(BlackScholes, GammaOfTheUnitsExample) {
  // docs/methods.md 0.3: S = K = 5000, 30 days, 15 %.
  EXPECT_NEAR(black_scholes_gamma({Right::call, 5000, 5000, 30.0 / 365, 0, 0, 0.15}), 0.0018549585686, 5e-14);
}

TEST(BlackScholes, GammaAloneIsTheSameToTheLastBit) {
  for (double K : {1.0, 90.0, 100.0, 105.0, 400.0})
    for (double T : {0.0, 1e-6, 0.25, 40.0}) {
      const BlackScholesInput in{Right::put, 100, K, T, 0.03, 0.01, 0.22};
      EXPECT_EQ(black_scholes_gamma(in), black_scholes_greeks(in).gamma) << "K " << K << " T " << T;
    }
}

TEST(BlackScholes, LimitsWhereTimeOrVolatilityVanishes) {
  struct Row {
    std::string_view why;
    BlackScholesInput in;
    double price, delta;
  };
  const Row rows[] = {
      {"T = 0 in the money: intrinsic, delta 1", {Right::call, 105, 100, 0, 0.03, 0.01, 0.2}, 5, 1},
      {"T = 0 out of the money: nothing", {Right::call, 95, 100, 0, 0.03, 0.01, 0.2}, 0, 0},
      {"T = 0 put in the money: delta -1", {Right::put, 95, 100, 0, 0.03, 0.01, 0.2}, 5, -1},
      {"T = 0 at the strike: delta one half", {Right::call, 100, 100, 0, 0.03, 0.01, 0.2}, 0, 0.5},
      {"put at the strike: delta minus one half", {Right::put, 100, 100, 0, 0.03, 0.01, 0.2}, 0, -0.5},
      {"sigma = 0: the discounted forward intrinsic",
       {Right::call, 100, 90, 1, 0.05, 0, 0},
       100 - 90 * std::exp(-0.05),
       1},
      {"sigma*sqrt(T) = 1e-9: already the limit", {Right::call, 105, 100, 1, 0, 0, 1e-9}, 5, 1},
  };
  for (const Row& row : rows) {
    const Greeks g = black_scholes_greeks(row.in);
    EXPECT_NEAR(g.price, row.price, 1e-12) << row.why;
    EXPECT_NEAR(g.delta, row.delta, 1e-15) << row.why;
    for (double x : {g.gamma, g.vega, g.theta, g.vanna, g.charm, g.speed, g.zomma, g.colour, g.volga})
      EXPECT_TRUE(std::isfinite(x)) << row.why;
  }
}

TEST(BlackScholes, GammaAtExpiryIsZeroOffTheStrikeAndClampedAtIt) {
  EXPECT_EQ(black_scholes_gamma({Right::call, 100, 100.01, 0, 0, 0, 0.2}), 0);
  const double at_strike = black_scholes_gamma({Right::call, 100, 100, 0, 0, 0, 0.2});
  EXPECT_GT(at_strike, 1e4);
  EXPECT_TRUE(std::isfinite(at_strike));
}

TEST(BlackScholes, DeepOutOfTheMoneyGammaIsTinyButThere) {
  const double gamma = black_scholes_gamma({Right::call, 100, 100 * std::exp(3.7), 0.01, 0, 0, 1});  // d1 = -36.95
  EXPECT_GT(gamma, 1e-300);
  EXPECT_LT(gamma, 1e-290);
  EXPECT_EQ(black_scholes_gamma({Right::call, 100, 1e6, 1e-4, 0, 0, 0.1}), 0);
}

TEST(BlackScholes, HugeTotalVolatilityIsStable) {
  const Greeks g = black_scholes_greeks({Right::call, 100, 100, 100, 0, 0, 2});  // sigma*sqrt(T) = 20
  EXPECT_NEAR(g.price, 100, 1e-12);
  EXPECT_NEAR(g.delta, 1, 1e-15);
  EXPECT_GT(g.gamma, 0);
}

TEST(BlackScholes, AtTheMoneyGammaApproachesItsAsymptote) {
  for (double v : {1e-2, 1e-3, 1e-4}) {
    const double gamma = black_scholes_gamma({Right::call, 100, 100, v * v, 0, 0, 1});
    EXPECT_NEAR(gamma * 100 * v * std::sqrt(2 * std::numbers::pi), 1, v * v);
  }
}

TEST(BlackScholes, AbsurdInputsStayFinite) {
  const std::vector<double> absurd = {1e-300, 1e-12, 1, 1e12, 1e150};
  for (double S : absurd)
    for (double K : absurd)
      for (double T : {0.0, 1e-12, 1.0, 1e3}) {
        const Greeks g = black_scholes_greeks({Right::call, S, K, T, 0.05, 0.01, 0.3});
        for (double x : {g.price, g.delta, g.vega, g.theta, g.charm, g.vanna})
          EXPECT_TRUE(std::isfinite(x)) << S << ' ' << K;
      }
}

TEST(NormalDistribution, KeepsItsRelativeAccuracyInBothTails) {
  struct Row {
    double x, value;
  };  // 50-digit values, mpmath
  const Row rows[] = {{-37.5, 4.6053530095819548e-308},
                      {-30, 4.9067139271481871e-198},
                      {-10, 7.6198530241605261e-24},
                      {-5, 2.8665157187919391e-07},
                      {-1, 0.15865525393145705},
                      {-1e-9, 0.49999999960105772},
                      {0, 0.5},
                      {1, 0.84134474606854295},
                      {8, 0.99999999999999938}};
  for (const Row& row : rows) EXPECT_NEAR(normal_distribution(row.x) / row.value, 1, 3e-15) << row.x;
}

TEST(BlackPrice, IsIntrinsicAtNoVolatilityAndTheForwardAtInfinite) {
  EXPECT_EQ(black_price(Right::call, 100, 90, 0), 10);
  EXPECT_EQ(black_price(Right::put, 100, 90, 0), 0);
  EXPECT_NEAR(black_price(Right::call, 100, 90, 60), 100, 1e-12);
  EXPECT_NEAR(black_price(Right::put, 100, 90, 60), 90, 1e-12);
}

}  // namespace
}  // namespace gammafield::pricing
