#include "simulate/chain.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <string_view>

#include "base/sanitized.h"
#include "simulate/vendor_files.h"

namespace gammafield::simulate {
namespace {

SimulatedChain chain_of(const ChainScenario& scenario) {
  auto chain = simulate_chain(scenario);
  EXPECT_TRUE(chain) << chain.error().message;
  return *chain;
}

TEST(SimulatedChain, HasExactlyTheContractsAskedFor) {
  struct Row {
    std::string_view why;
    std::size_t contracts;
    std::string symbol;
    double spot;
    bool odd_rows;
  };
  const Row rows[] = {
      {"the fewest", 100, "SPX", 6412.37, true},
      {"the fewest, all regular", 100, "SPX", 6412.37, false},
      {"not a round number", 2'346, "SPX", 6412.37, true},
      {"the default", 20'000, "SPX", 6412.37, true},
      {"the most", 200'000, "SPX", 6412.37, true},
      {"the most where the ladder is shortest: 5 points a step just before it becomes 1", 200'000, "SPX", 2'910, true},
      {"a low index", 1'000, "RUT", 500, true},
      {"a high index", 30'000, "NDX", 28'000, true},
  };
  for (const Row& row : rows) {
    if (base::sanitized && row.contracts > 100'000) continue;
    const SimulatedChain chain = chain_of(
        {.contracts = row.contracts, .symbol = row.symbol, .spot = market::Spot{row.spot}, .odd_rows = row.odd_rows});
    EXPECT_EQ(chain.contracts(), row.contracts) << row.why;
  }
}

TEST(SimulatedChain, RefusesWhatItCannotMakeUp) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  struct Row {
    std::string_view why;
    ChainScenario scenario;
  };
  const Row rows[] = {
      {"fewer than 100 contracts", {.contracts = 98}},
      {"more than 200,000", {.contracts = 200'002}},
      {"an odd number: calls and puts come in pairs", {.contracts = 101}},
      {"an index that is not in the table", {.symbol = "ABC"}},
      {"a symbol in small letters", {.symbol = "spx"}},
      {"spot is not a number", {.spot = market::Spot{nan}}},
      {"spot below 500", {.spot = market::Spot{100}}},
      {"spot so high that strikes would not fit a symbol", {.spot = market::Spot{30'000}}},
      {"no volatility", {.near_vol = market::ImpliedVol{0}}},
      {"a skew of -1 has no smile", {.skew = Skew{-1}}},
      {"a rate in percent", {.rate = Rate{3.9}}},
      {"a date whose LEAPS have no two-digit year",
       {.as_of = market::from_new_york(std::chrono::year{2095} / 1 / 3, std::chrono::hours{12})}},
  };
  for (const Row& row : rows) {
    const auto chain = simulate_chain(row.scenario);
    ASSERT_FALSE(chain) << row.why;
    EXPECT_EQ(chain.error().kind, base::RefusalKind::usage) << row.why;
    EXPECT_FALSE(chain.error().message.empty()) << row.why;
  }
}

/// Every number of a contract.
std::array<double, 19> numbers(const SimulatedOption& o) {
  return {o.true_price.value(),
          o.bid.value(),
          o.ask.value(),
          o.vendor_vol.value(),
          o.delta.value(),
          o.gamma.value(),
          o.vega.value(),
          o.theta.value(),
          o.rho.value(),
          o.theo.value(),
          o.open_interest.value(),
          o.volume.value(),
          o.last.value(),
          o.open.value(),
          o.high.value(),
          o.low.value(),
          o.previous_close.value(),
          o.change.value(),
          o.change.value() / o.previous_close.value()};
}

// From the last second before a close to Sundays and half days, with wild volatilities and rates.
RC_GTEST_PROP(SimulatedChain, IsFiniteAndCompleteAtAnyTime, ()) {
  using namespace std::chrono;
  const auto first = sys_seconds{sys_days{2001y / 1 / 2}}, last = sys_seconds{sys_days{2090y / 12 / 1}};
  ChainScenario scenario{.seed = *rc::gen::arbitrary<std::uint64_t>(),
                         .contracts = 2 * *rc::gen::inRange<std::size_t>(50, 1000)};
  scenario.as_of =
      sys_seconds{seconds{*rc::gen::inRange(first.time_since_epoch().count(), last.time_since_epoch().count())}};
  scenario.spot = market::Spot{*rc::gen::inRange(500, 28'001) * 1.0};
  scenario.near_vol = market::ImpliedVol{*rc::gen::inRange(1, 201) / 100.0};
  scenario.far_vol = market::ImpliedVol{*rc::gen::inRange(1, 201) / 100.0};
  scenario.skew = Skew{*rc::gen::inRange(-95, 96) / 100.0};
  scenario.rate = Rate{*rc::gen::inRange(-5, 21) / 100.0};
  const auto chain = simulate_chain(scenario);
  RC_ASSERT(chain.has_value());
  RC_ASSERT(chain->contracts() == scenario.contracts);
  for (const SimulatedStrike& row : chain->strikes) {
    for (const SimulatedOption* option : {&row.call, &row.put}) {
      RC_ASSERT(std::ranges::all_of(numbers(*option), [](double x) { return std::isfinite(x); }));
      RC_ASSERT(option->bid.value() >= 0 && option->open_interest.value() >= 0 && option->volume.value() >= 0);
    }
  }
}

TEST(SimulatedChain, IsTheSameForTheSameSeedOnly) {
  const SimulatedChain once = chain_of({.seed = 7, .contracts = 2000}),
                       again = chain_of({.seed = 7, .contracts = 2000});
  const SimulatedChain other = chain_of({.seed = 8, .contracts = 2000});
  EXPECT_EQ(to_quotedata(once), to_quotedata(again));
  EXPECT_EQ(to_cboe_json(once), to_cboe_json(again));
  EXPECT_NE(to_quotedata(once), to_quotedata(other));
}

}  // namespace
}  // namespace gammafield::simulate
