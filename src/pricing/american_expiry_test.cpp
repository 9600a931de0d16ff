#include "pricing/american_expiry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "pricing/early_exercise.h"
#include "pricing/golden_table.h"
#include "pricing/implied_vol.h"

namespace gammafield::pricing {
namespace {

using kernels::AmericanAccuracy;
using market::Right;

Right right_of(const GoldenRow& row) { return row.text("right") == "C" ? Right::call : Right::put; }

struct Golden {
  Right right;
  double S, K, T, r, q, sigma, price, delta, gamma;
  std::string source;
};

std::vector<Golden> golden() {
  std::vector<Golden> out;
  for (const GoldenRow& row : golden_table("american_golden.csv"))
    out.push_back({right_of(row), row.number("S"), row.number("K"), row.number("days") / 365, row.number("r"),
                   row.number("q"), row.number("sigma"), row.number("price"), row.number("delta"), row.number("gamma"),
                   row.text("source")});
  return out;
}

double price_of(const Golden& g, AmericanAccuracy accuracy) {
  AmericanExpiry expiry{g.S, g.T, g.r, g.q, accuracy};
  return expiry.prices(std::vector{AmericanContract{g.right, g.K, g.sigma}}).front();
}

TEST(EarlyExercise, DependsOnTheSignsOfTheRates) {
  struct Row {
    const char* why;
    Right right;
    double r, q;
    EarlyExercise expected;
  };
  const Row rows[] = {
      {"a put earns interest on the strike", Right::put, 0.05, 0.02, EarlyExercise::one_boundary},
      {"a put without interest waits", Right::put, 0, 0.04, EarlyExercise::never},
      {"a put at a negative rate waits, if shares cost no more", Right::put, -0.01, 0.02, EarlyExercise::never},
      {"shares that cost more than the strike: only deep enough, not too deep", Right::put, -0.01, -0.03,
       EarlyExercise::two_boundaries},
      {"no interest, but costly shares", Right::put, 0, -0.01, EarlyExercise::one_boundary},
      {"a call without dividends waits", Right::call, 0.05, 0, EarlyExercise::never},
      {"a call on shares that pay", Right::call, 0.05, 0.02, EarlyExercise::one_boundary},
      {"a call on shares that cost to hold", Right::call, 0.05, -0.01, EarlyExercise::never},
      {"the mirror of the double put", Right::call, -0.03, -0.01, EarlyExercise::two_boundaries},
  };
  for (const Row& row : rows) EXPECT_EQ(early_exercise(row.right, row.r, row.q), row.expected) << row.why;
}

// QuantLib's high precision scheme is itself good to some 1e-8 there: with 16 iterations instead of its 10 it gives
// 6.09037059139 for the first, 6.54209420343 for the second.
TEST(AmericanExpiry, GivesTheGoldenValuesOfTheMethodsPage) {
  std::size_t seen = 0;
  for (const Golden& g : golden()) {
    if (g.source != "methods") continue;
    ++seen;
    EXPECT_NEAR(price_of(g, AmericanAccuracy::high), g.price, 2e-8) << g.K;
    AmericanExpiry expiry{g.S, g.T, g.r, g.q, AmericanAccuracy::high};
    const AmericanContract contract{g.right, g.K, g.sigma};
    const auto early = expiry.premiums(std::vector{contract}).front();
    const Greeks held = black_scholes_greeks({g.right, g.S, g.K, g.T, g.r, g.q, g.sigma});
    EXPECT_NEAR(held.delta + early.greeks.delta, g.delta, 1e-5) << "central difference of h = S/1000";
    EXPECT_NEAR(held.gamma + early.greeks.gamma, g.gamma, 2e-6) << "central difference of h = S/1000";
  }
  EXPECT_EQ(seen, 7U);
  EXPECT_NEAR(price_of({Right::put, 100, 100, 1, .05, 0, .2, 0, 0, 0, ""}, AmericanAccuracy::high), 6.09037059139,
              2e-9);
  EXPECT_NEAR(price_of({Right::call, 100, 100, 1, .05, .08, .2, 0, 0, 0, ""}, AmericanAccuracy::high), 6.54209420343,
              5e-9);
}

TEST(AmericanExpiry, AgreesWithQuantLibOverTheWholeTable) {
  struct Row {
    AmericanAccuracy accuracy;
    double rms_max, worst_max;
    std::size_t every;
  };
  for (const auto& [accuracy, rms_max, worst_max, every] :
       {Row{AmericanAccuracy::fast, 1e-4, 2e-3, 1}, Row{AmericanAccuracy::standard, 1.5e-5, 5e-4, 1},
        Row{AmericanAccuracy::high, 1e-6, 1e-5, 10}}) {
    double squares = 0, worst = 0;
    std::size_t rows = 0, index = 0;
    for (const Golden& g : golden()) {
      if (index++ % every != 0) continue;
      if (early_exercise(g.right, g.r, g.q) == EarlyExercise::two_boundaries) continue;
      const double error = price_of(g, accuracy) - g.price;
      squares += error * error;
      worst = std::max(worst, std::abs(error));
      ++rows;
    }
    EXPECT_GT(rows, 2000U / every);
    EXPECT_LT(std::sqrt(squares / double(rows)), rms_max);
    EXPECT_LT(worst, worst_max) << "three years at a rate of 7 %: the boundary is still moving";
  }
}

TEST(AmericanExpiry, GivesBackTheVolatility) {
  std::size_t solved = 0;
  for (const Golden& g : golden()) {
    const double intrinsic = std::max(g.right == Right::put ? g.K - g.S : g.S - g.K, 0.0);
    AmericanExpiry expiry{g.S, g.T, g.r, g.q};
    const double vega = black_scholes_greeks({g.right, g.S, g.K, g.T, g.r, g.q, g.sigma}).vega;
    if (early_exercise(g.right, g.r, g.q) != EarlyExercise::one_boundary) continue;
    if (g.price < intrinsic + 0.01 || vega < 1) continue;  // a cent is worth more than a vol point: nothing to solve
    const auto european =
        implied_total_vol(g.right, g.price * std::exp(g.r * g.T), g.S * std::exp((g.r - g.q) * g.T), g.K);
    const double start = european ? *european / std::sqrt(g.T) : 1.1 * g.sigma;
    const auto sigma = expiry.implied_vols(std::vector{AmericanContract{g.right, g.K, start}}, std::vector{g.price});
    ASSERT_TRUE(sigma.front()) << g.K;
    EXPECT_NEAR(*sigma.front(), g.sigma, 1e-4) << g.K << " " << g.T;
    ++solved;
  }
  EXPECT_GT(solved, 700U);
}

TEST(AmericanExpiry, ACallIsThePutWithEverythingExchanged) {
  AmericanExpiry calls{100, 0.7, 0.02, 0.05, AmericanAccuracy::high},
      puts{110, 0.7, 0.05, 0.02, AmericanAccuracy::high};
  const double call = calls.prices(std::vector{AmericanContract{Right::call, 110, 0.3}}).front();
  const double put = puts.prices(std::vector{AmericanContract{Right::put, 100, 0.3}}).front();
  EXPECT_NEAR(call, put, 1e-11);
}

TEST(AmericanExpiry, EveryGreekIsTheDifferenceOfPrices) {
  struct Row {
    const char* why;
    Right right;
    double K, T, r, q, sigma;
  };
  const Row rows[] = {{"put in the money", Right::put, 105, 0.25, 0.05, 0.01, 0.25},
                      {"put out of the money", Right::put, 92, 0.25, 0.05, 0.01, 0.25},
                      {"call on shares that pay", Right::call, 98, 0.5, 0.03, 0.06, 0.3}};
  for (const Row& row : rows) {
    const auto price = [&](double S, double T, double sigma) {
      AmericanExpiry expiry{S, T, row.r, row.q, AmericanAccuracy::high};
      return expiry.prices(std::vector{AmericanContract{row.right, row.K, sigma}}).front();
    };
    const double S = 100, h = 0.2, dT = 1e-3, ds = 2e-3;
    AmericanExpiry expiry{S, row.T, row.r, row.q, AmericanAccuracy::high};
    const auto early = expiry.premiums(std::vector{AmericanContract{row.right, row.K, row.sigma}}).front().greeks;
    const Greeks held = black_scholes_greeks({row.right, S, row.K, row.T, row.r, row.q, row.sigma});
    const auto p = [&](double i, double j = 0, double k = 0) {
      return price(S + i * h, row.T + j * dT, row.sigma + k * ds);
    };
    const auto gamma = [&](double i, double j, double k) {
      return (p(i + 1, j, k) - 2 * p(i, j, k) + p(i - 1, j, k)) / (h * h);
    };
    const auto delta = [&](double j, double k) { return (p(1, j, k) - p(-1, j, k)) / (2 * h); };
    const auto near = [&](double sum, double difference, double share, const char* name) {
      EXPECT_NEAR(sum, difference, share * std::max(std::abs(difference), 1e-3)) << name << ", " << row.why;
    };
    near(held.delta + early.delta, delta(0, 0), 1e-4, "delta");
    near(held.gamma + early.gamma, gamma(0, 0, 0), 1e-3, "gamma");
    near(held.vega + early.vega, (p(0, 0, 1) - p(0, 0, -1)) / (2 * ds), 1e-3, "vega");
    near(held.theta + early.theta, -(p(0, 1) - p(0, -1)) / (2 * dT), 2e-3, "theta");
    near(held.vanna + early.vanna, (delta(0, 1) - delta(0, -1)) / (2 * ds), 5e-3, "vanna");
    near(held.charm + early.charm, -(delta(1, 0) - delta(-1, 0)) / (2 * dT), 1e-2, "charm");
    near(held.speed + early.speed, (gamma(1, 0, 0) - gamma(-1, 0, 0)) / (2 * h), 1e-2, "speed");
    near(held.zomma + early.zomma, (gamma(0, 0, 1) - gamma(0, 0, -1)) / (2 * ds), 1e-2, "zomma");
    near(held.colour + early.colour, -(gamma(0, 1, 0) - gamma(0, -1, 0)) / (2 * dT), 2e-2, "colour");
    near(held.volga + early.volga, (p(0, 0, 1) - 2 * p(0) + p(0, 0, -1)) / (ds * ds), 1e-2, "volga");
  }
}

TEST(AmericanExpiry, WhereExerciseIsDueAContractIsItsShares) {
  AmericanExpiry expiry{100, 0.5, 0.05, 0};
  const auto deep = expiry.premiums(std::vector{AmericanContract{Right::put, 170, 0.2}}).front();
  EXPECT_TRUE(deep.exercised);
  EXPECT_EQ(deep.greeks.price, 70);
  EXPECT_EQ(deep.greeks.delta, -1);
  EXPECT_EQ(deep.greeks.gamma, 0);
  EXPECT_EQ(deep.greeks.vega, 0);
  const auto none = expiry.implied_vols(std::vector{AmericanContract{Right::put, 170, 0.4}}, std::vector{70.0});
  EXPECT_FALSE(none.front()) << "worth exercise now: any lower volatility gives this price";
}

TEST(AmericanExpiry, WhateverTheNumbersNothingIsInfinite) {
  for (const double S : {1e-6, 100.0, 1e9})
    for (const double T : {1 / 525600.0, 0.1, 50.0})
      for (const double r : {-3.0, -0.01, 0.0, 5e-324, 1e-12, 0.05, 0.9, 40.0})
        for (const double q : {-3.0, -0.05, 0.0, 1e-12, 0.9, 40.0}) {
          AmericanExpiry expiry{S, T, r, q};
          std::vector<AmericanContract> contracts;
          std::vector<double> prices;
          for (const Right right : {Right::call, Right::put})
            for (const double K : {5e-324, 1e-6, 100.0, 1e12, 1e300})
              for (const double sigma : {5e-324, 1e-8, 0.001, 0.2, 10.0, 1e6, 1e300}) {
                contracts.push_back({right, K, sigma});
                prices.push_back(0.3 * S);
              }
          for (const auto& premium : expiry.premiums(contracts)) {
            const Greeks& g = premium.greeks;
            for (const double value :
                 {g.price, g.delta, g.gamma, g.vega, g.theta, g.vanna, g.charm, g.speed, g.zomma, g.colour, g.volga})
              ASSERT_TRUE(std::isfinite(value)) << S << " " << T << " " << r << " " << q;
          }
          for (const auto& sigma : expiry.implied_vols(contracts, prices))
            if (sigma) {
              ASSERT_FALSE(std::isnan(*sigma));
            }
        }
}

}  // namespace
}  // namespace gammafield::pricing
