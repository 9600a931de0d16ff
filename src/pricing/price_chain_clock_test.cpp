#include <cmath>

#include <gtest/gtest.h>

#include "pricing/priced_chain.h"
#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using std::chrono::hours;

const market::Date thursday = year(2026) / August / 20;

TestingChain two_expiries() {
  TestingChain made;
  made.with_spot(5000);
  MadeExpiry near{.date = thursday, .forward = 5001, .discount = 0.9995};
  made.add_quoted(near, 4800, 5200, 20);
  made.add_quoted(MadeExpiry{}, 4600, 5400, 50);
  return made;
}

PricedChain priced_on(Clock clock, VolChoice vol = VolChoice::solve, std::vector<market::ClockEvent> events = {}) {
  PricingSettings settings;
  settings.clock = clock;
  settings.vol = vol;
  settings.clock_events = std::move(events);
  auto priced = price_chain(two_expiries().shared(), settings);
  EXPECT_TRUE(priced);
  return std::move(*priced);
}

TEST(PriceChainOnTheBusinessClock, KeepsGammaWhereverVolatilityCameFrom) {
  for (const VolChoice vol : {VolChoice::solve, VolChoice::vendor}) {
    const PricedChain wall = priced_on(Clock::act365_minutes, vol), biz = priced_on(Clock::business_variance, vol);
    ASSERT_EQ(wall.options.size(), biz.options.size());
    EXPECT_GT(std::abs(biz.expiries[0].years / wall.expiries[0].years - 1), 0.05) << "the clocks do differ";
    for (std::size_t i = 0; i < wall.options.size(); ++i) {
      const PricedOption &one = wall.options[i], &other = biz.options[i];
      EXPECT_NEAR(other.greeks.gamma, one.greeks.gamma, 1e-9 * one.greeks.gamma + 1e-15);
      EXPECT_NEAR(other.sigma * other.sigma * biz.expiries[other.expiry].years,
                  one.sigma * one.sigma * wall.expiries[one.expiry].years, 1e-9);
    }
  }
}

TEST(PriceChainOnTheBusinessClock, CountsSessionsAndNights) {
  // Tuesday noon to Thursday 16:00: 240 + 2 * 390 session minutes and two nights, over the weight of 2026.
  const PricedChain biz = priced_on(Clock::business_variance);
  const market::BusinessTime clock{market::Calendar::us(), {}, at_noon(tuesday), at_noon(tuesday)};
  const double hour = clock.years_between(at_noon(tuesday), at_noon(tuesday) + hours(1));
  EXPECT_NEAR(biz.expiries[0].years / hour * 60, 240 + 2 * (390 + 97.5), 1e-6);
  EXPECT_NEAR(biz.years_between(at_noon(tuesday), at_noon(tuesday) + hours(1)), hour, 1e-15);
  EXPECT_EQ(biz.instant_after(hour), at_noon(tuesday) + hours(1));
}

TEST(PriceChainOnTheBusinessClock, AnEventLengthensOnlyWhatSettlesLater) {
  const market::Instant decision = at_noon(year(2026) / September / 16);
  const PricedChain with = priced_on(Clock::business_variance, VolChoice::solve, {{decision, 390}});
  const PricedChain without = priced_on(Clock::business_variance);
  EXPECT_EQ(with.expiries[0].years, without.expiries[0].years);
  EXPECT_GT(with.expiries[1].years, without.expiries[1].years * 1.03);
  EXPECT_LT(with.expiries[1].atm_vol, without.expiries[1].atm_vol) << "the same variance over more of it";
}

TEST(PriceChain, OnTheWallsClockCountsSecondsOver365Days) {
  const PricedChain wall = priced_on(Clock::act365_minutes);
  EXPECT_NEAR(wall.years_between(at_noon(tuesday), at_noon(tuesday) + hours(876)), 0.1, 1e-15);
  EXPECT_EQ(wall.instant_after(0.1), at_noon(tuesday) + hours(876));
}

}  // namespace
}  // namespace gammafield::pricing
