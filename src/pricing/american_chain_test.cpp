#include "pricing/american_chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pricing/priced_chain.h"
#include "pricing/shifted_chain.h"
#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::Right;
using std::chrono::December;
using std::chrono::October;

constexpr double spot = 450, rate = 0.05, carry = 0.015, half_spread = 0.005;

double smile(double strike) { return 0.17 - 0.3 * std::log(strike / spot); }

/// Three expiries of an ETF whose quotes are American prices at one rate and one yield.
TestingChain american_chain(double r = rate, double q = carry) {
  TestingChain made;
  for (const market::Date date : {market::Date(year(2026) / September / 18), market::Date(year(2026) / December / 18),
                                  market::Date(year(2027) / September / 17)}) {
    made.add("SPY", date);
    const double years = time_left(made.chain().expiries.back(), made.chain().as_of, Clock::act365_minutes).years;
    AmericanExpiry expiry{spot, years, r, q};
    for (double strike = 360; strike <= 540; strike += 5)
      for (const Right right : {Right::call, Right::put}) {
        const double price = expiry.prices(std::vector{AmericanContract{right, strike, smile(strike)}}).front();
        market::OptionRow& option = made.row(right, strike);
        option.bid = market::Price{std::max(price - half_spread, 0.0)};
        option.ask = market::Price{option.bid->value() + 2 * half_spread};
      }
  }
  return made.with_spot(spot);
}

PricedChain priced(const TestingChain& made, const PricingSettings& settings = {}) {
  auto result = price_chain(made.shared(), settings);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? std::move(*result) : PricedChain{};
}

PricingSettings european() {
  PricingSettings settings;
  settings.exercise = ExerciseModel::european;
  return settings;
}

TEST(AmericanChain, FindsTheRateTheYieldAndTheSmileThatMadeIt) {
  const PricedChain chain = priced(american_chain());
  for (const PricedExpiry& expiry : chain.expiries) {
    EXPECT_TRUE(expiry.american);
    EXPECT_NEAR(expiry.rate - expiry.carry, rate - carry, 1e-3);
    EXPECT_NEAR(expiry.rate, rate, 3e-4) << expiry.years;
  }
  for (const PricedOption& option : chain.options) {
    const market::OptionRow& row = chain.chain->rows[option.row];
    if (option.source == VolSource::otm_mid) {
      EXPECT_NEAR(option.sigma, smile(row.strike.value()), 1.5e-3) << row.strike.value();
    }
  }
}

TEST(AmericanChain, ByTheFormerWayTheRateIsLost) {
  const PricedChain chain = priced(american_chain(), european());
  EXPECT_FALSE(chain.expiries.front().american);
  EXPECT_EQ(chain.expiries.front().rate, 0) << "no slope of an American chain is believed, so nothing tells the rate";
}

TEST(AmericanChain, GreeksAreAmerican) {
  const PricedChain chain = priced(american_chain()), before = priced(american_chain(), european());
  std::size_t exercised = 0, larger = 0;
  for (const PricedOption& option : chain.options) {
    const market::OptionRow& row = chain.chain->rows[option.row];
    if (option.exercised) {
      ++exercised;
      EXPECT_EQ(option.greeks.gamma, 0);
      EXPECT_EQ(std::abs(option.greeks.delta), 1);
      EXPECT_GT(row.right == Right::put ? row.strike.value() - spot : spot - row.strike.value(), 0);
    }
    const PricedExpiry& expiry = chain.expiries[option.expiry];
    const double held = black_scholes_gamma(
        {row.right, spot, row.strike.value(), expiry.years, expiry.rate, expiry.carry, option.sigma});
    larger += row.right == Right::put && option.greeks.gamma > held * 1.001;
  }
  EXPECT_GT(exercised, 5U) << "puts deep in the money";
  EXPECT_GT(larger, 30U) << "early exercise raises the gamma of puts";
}

TEST(AmericanChain, FiniteDifferencesComeToTheSame) {
  PricingSettings by_lattice;
  by_lattice.american_engine = AmericanEngine::fd;
  const PricedChain boundaries = priced(american_chain()), lattice = priced(american_chain(), by_lattice);
  for (std::size_t i = 0; i < boundaries.options.size(); ++i) {
    const PricedOption &one = boundaries.options[i], &other = lattice.options[i];
    ASSERT_EQ(one.row, other.row);
    if (one.exercised || other.exercised) continue;
    const market::OptionRow& row = boundaries.chain->rows[one.row];
    EXPECT_NEAR(other.greeks.price, one.greeks.price, 0.03) << row.strike.value();
    // a hair's breadth from the boundary, where delta bends to -1, the lattice's step is seen
    const double near = std::abs(one.greeks.delta) > 0.98 ? 0.02 : 0.01;
    EXPECT_NEAR(other.greeks.delta, one.greeks.delta, near) << row.strike.value();
  }
}

TEST(AmericanChain, WhatBoundariesCannotPriceGoesToFiniteDifferences) {
  struct Row {
    const char* why;
    double rate, carry;
    bool lattice;
  };
  const Row rows[] = {{"as always", 0.05, 0.015, false},
                      {"no rate", 0, -0.01, false},
                      {"a put pays to exercise between two prices", -0.01, -0.02, true},
                      {"and a call there", -0.02, -0.01, true},
                      {"alike: never", -0.01, -0.01, false}};
  for (const Row& row : rows) {
    PricedExpiry expiry;
    expiry.rate = row.rate;
    expiry.carry = row.carry;
    EXPECT_EQ(needs_lattice(expiry, AmericanEngine::alo), row.lattice) << row.why;
    EXPECT_TRUE(needs_lattice(expiry, AmericanEngine::fd)) << row.why;
  }
}

TEST(AmericanChain, IndexContractsStayEuropeanUnlessAskedFor) {
  TestingChain made;
  made.add_quoted({}, 4500, 5500, 25);
  made.with_spot(5000);
  EXPECT_FALSE(priced(made).expiries.front().american);
  PricingSettings all;
  all.exercise = ExerciseModel::american;
  EXPECT_TRUE(priced(made, all).expiries.front().american);
}

TEST(AmericanChain, LaterItIsStillAmerican) {
  const PricedChain chain = priced(american_chain());
  const PricedChain later = shifted(chain, {.elapsed = std::chrono::hours{24 * 20}});
  ASSERT_FALSE(later.options.empty());
  const PricedOption& option = later.options[later.options.size() / 2];
  const market::OptionRow& row = later.chain->rows[option.row];
  const PricedExpiry& expiry = later.expiries[option.expiry];
  AmericanExpiry american{spot, expiry.years, expiry.rate, expiry.carry};
  const auto early =
      american.premiums(std::vector{AmericanContract{row.right, row.strike.value(), option.sigma}}).front();
  const Greeks held = black_scholes_greeks(
      {row.right, spot, row.strike.value(), expiry.years, expiry.rate, expiry.carry, option.sigma});
  EXPECT_NEAR(option.greeks.gamma, early.exercised ? 0 : held.gamma + early.greeks.gamma, 1e-9);
}

TEST(AmericanChain, WithAScheduleDividendsAreCashOnTheirDays) {
  PricingSettings settings;
  settings.dividends = {{year(2026) / October / 16, 2.5, DividendStatus::declared}};
  const PricedChain chain = priced(american_chain(), settings);
  EXPECT_TRUE(chain.expiries[0].dividends.empty()) << "settles before the ex-date";
  ASSERT_EQ(chain.expiries[1].dividends.size(), 1U);
  EXPECT_EQ(chain.expiries[1].dividends.front().amount, 2.5);
  std::size_t priced_there = 0;
  for (const PricedOption& option : chain.options) {
    if (option.expiry != 1) continue;
    ++priced_there;
    EXPECT_TRUE(std::isfinite(option.greeks.theta));
    EXPECT_GE(option.greeks.gamma, 0);
    const market::OptionRow& row = chain.chain->rows[option.row];
    const bool otm = row.right == (row.strike.value() < chain.expiries[1].forward.forward ? Right::put : Right::call);
    if (otm && option.source == VolSource::otm_mid && std::abs(row.strike.value() / spot - 1) < 0.1) {
      EXPECT_NEAR(option.greeks.price, 0.5 * (row.bid->value() + row.ask->value()), 0.02) << row.strike.value();
    }
  }
  EXPECT_GT(priced_there, 60U);
}

}  // namespace
}  // namespace gammafield::pricing
