#include "pricing/shifted_chain.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using std::chrono::hours;

/// Today's expiry and September's, noon.
PricedChain two_expiries(const PricingSettings& settings = {}) {
  TestingChain made;
  made.add_quoted({.root = "SPXW", .date = tuesday, .forward = 5000, .discount = 1}, 4950, 5050, 25);
  made.add_quoted({}, 4800, 5200, 50);
  return *price_chain(made.with_spot(5000).shared(), settings);
}

TEST(ShiftedChain, ByNothingIsTheChainItself) {
  const PricedChain now = two_expiries(), same = shifted(now, {});
  ASSERT_EQ(same.options.size(), now.options.size());
  for (std::size_t i = 0; i < now.options.size(); ++i) {
    EXPECT_EQ(same.options[i].sigma, now.options[i].sigma);
    EXPECT_NEAR(same.options[i].greeks.gamma, now.options[i].greeks.gamma, 1e-12 * now.options[i].greeks.gamma);
    EXPECT_NEAR(same.options[i].greeks.delta, now.options[i].greeks.delta, 1e-12);
  }
  for (std::size_t e = 0; e < now.expiries.size(); ++e) {
    EXPECT_EQ(same.expiries[e].priced, now.expiries[e].priced);
    EXPECT_NEAR(same.expiries[e].forward.forward, now.expiries[e].forward.forward, 1e-9);
  }
}

PricingSettings by_business_time() {
  PricingSettings settings;
  settings.clock = Clock::business_variance;
  return settings;
}

TEST(ShiftedChain, RunsOnTheClockThatItWasPricedBy) {
  const PricedChain now = two_expiries(by_business_time()), same = shifted(now, {});
  for (std::size_t e = 0; e < now.expiries.size(); ++e) EXPECT_EQ(same.expiries[e].years, now.expiries[e].years);
  const PricedChain later = shifted(now, {.elapsed = hours(5), .vol = 0});
  const market::Instant noon = now.chain->as_of;
  EXPECT_NEAR(later.expiries[1].years, now.expiries[1].years - now.years_between(noon, noon + hours(5)), 1e-12);
  EXPECT_GT(now.expiries[1].years - later.expiries[1].years, 4.0 / (251 * 8.125)) << "four hours of session went by";
}

TEST(ShiftedChain, HasLessTimeAndTheSameRates) {
  const PricedChain now = two_expiries(), later = shifted(now, {.elapsed = hours(3), .vol = 0});
  for (const PricedOption& option : later.options) {
    const auto& row = now.chain->rows[option.row];
    const auto& before = now.expiries[option.expiry];
    const double years = before.years - 3.0 / (365 * 24);
    const double forward = 5000 * std::exp((before.rate - before.carry) * years);
    const double price = std::exp(-before.rate * years) *
                         black_price(row.right, forward, row.strike.value(), option.sigma * std::sqrt(years));
    EXPECT_NEAR(option.greeks.price, price, 1e-9 * 5000);
  }
}

TEST(ShiftedChain, LosesWhatHasSettled) {
  const PricedChain now = two_expiries();
  const PricedChain at_settlement = shifted(now, {.elapsed = hours(4), .vol = 0});
  EXPECT_EQ(at_settlement.expiries[0].years, 0);
  EXPECT_EQ(at_settlement.options.size(), now.expiries[1].priced);
  EXPECT_EQ(at_settlement.expiries[1].priced, now.expiries[1].priced);
  const PricedChain just_before = shifted(now, {.elapsed = hours(4) - std::chrono::seconds(1), .vol = 0});
  EXPECT_TRUE(just_before.expiries[0].expiring) << "less than a minute counts as one";
  EXPECT_EQ(just_before.options.size(), now.options.size());
}

TEST(ShiftedChain, MovesEveryVolatilityAlikeAndKeepsItPositive) {
  const PricedChain now = two_expiries();
  const PricedChain up = shifted(now, {.elapsed = {}, .vol = 0.05}), down = shifted(now, {.elapsed = {}, .vol = -0.9});
  for (std::size_t i = 0; i < now.options.size(); ++i) {
    EXPECT_DOUBLE_EQ(up.options[i].sigma, now.options[i].sigma + 0.05);
    EXPECT_EQ(down.options[i].sigma, smallest_shifted_vol);
    EXPECT_TRUE(std::isfinite(down.options[i].greeks.gamma));
  }
  EXPECT_NEAR(up.expiries[1].atm_vol, now.expiries[1].atm_vol + 0.05, 1e-12);
}

}  // namespace
}  // namespace gammafield::pricing
