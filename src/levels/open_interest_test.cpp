#include "levels/open_interest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace gammafield::levels {
namespace {

using market::Contracts;
using market::Multiplier;
using market::Right;
using market::Spot;
using market::Strike;

using Strikes = std::vector<StrikeOpenInterest>;
constexpr double everywhere = 10;

StrikeOpenInterest at(double strike, double calls, double puts) {
  return {Strike{strike}, Contracts{calls}, Contracts{puts}};
}

TEST(OpenInterestByStrike, CountsEveryListedStrikeOfTheKeptExpiries) {
  market::ChainSnapshot chain;
  chain.expiries.resize(4);
  chain.expiries[3].unlisted = market::UnlistedSide::dealers_short;
  const auto list = [&](std::uint32_t expiry, Right right, double strike, std::optional<double> contracts) {
    market::OptionRow& row = chain.rows.emplace_back();
    row.expiry = expiry;
    row.right = right;
    row.strike = Strike{strike};
    if (contracts) row.open_interest = Contracts{*contracts};
  };
  list(0, Right::call, 105, 7);
  list(0, Right::put, 105, 2);
  list(0, Right::call, 95, std::nullopt);
  list(1, Right::call, 105, 30);
  list(1, Right::put, 100, 0);
  list(2, Right::put, 90, 1000);
  list(3, Right::put, 85, 1000);  // not listed: no open interest of a market
  const Strikes strikes = open_interest_by_strike(chain, {true, true, false, true});
  ASSERT_EQ(strikes.size(), 3u);
  EXPECT_EQ(strikes[0].strike, Strike{95}) << "listed, though its open interest is unknown";
  EXPECT_EQ(strikes[0].total(), Contracts{0});
  EXPECT_EQ(strikes[1].strike, Strike{100});
  EXPECT_EQ(strikes[2].strike, Strike{105});
  EXPECT_EQ(strikes[2].call, Contracts{37}) << "both kept expiries";
  EXPECT_EQ(strikes[2].put, Contracts{2});
  EXPECT_TRUE(open_interest_by_strike(chain, {false, false, false, false}).empty());
}

TEST(OpenInterestWalls, AreTheLargest) {
  struct Row {
    std::string_view why;
    Strikes strikes;
    double window;
    std::optional<double> call_wall, put_wall, pin;
  };
  const Row rows[] = {
      {"each by its own count", {at(90, 1, 9), at(100, 5, 6), at(110, 7, 0)}, everywhere, 110, 90, 100},
      {"a wall may lie on either side of spot", {at(90, 8, 1), at(110, 2, 9)}, everywhere, 90, 110, 110},
      {"beyond the window nothing counts", {at(80, 99, 99), at(95, 1, 2)}, 0.10, 95, 95, 95},
      {"the window's edge belongs to it", {at(90, 9, 9), at(95, 1, 2)}, 0.10, 90, 90, 90},
      {"a tie: nearest to spot", {at(90, 5, 5), at(101, 5, 5)}, everywhere, 101, 101, 101},
      {"a tie, equally near: the larger total", {at(95, 5, 1), at(105, 5, 2)}, everywhere, 105, 105, 105},
      {"a tie in everything: the lower strike", {at(95, 5, 5), at(105, 5, 5)}, everywhere, 95, 95, 95},
      {"no puts", {at(95, 5, 0)}, everywhere, 95, std::nullopt, 95},
      {"strikes listed, nothing open", {at(95, 0, 0)}, everywhere, std::nullopt, std::nullopt, std::nullopt},
      {"everything open lies beyond the window", {at(50, 9, 9)}, 0.10, std::nullopt, std::nullopt, std::nullopt},
      {"no strikes", {}, everywhere, std::nullopt, std::nullopt, std::nullopt},
  };
  const auto expect = [](const Level<Strike>& found, std::optional<double> strike) {
    ASSERT_EQ(found.has_value(), strike.has_value());
    if (strike) {
      EXPECT_EQ(found->value(), *strike);
    }
    if (!strike) {
      EXPECT_EQ(found.error(), NoLevel::no_open_interest);
    }
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    expect(oi_call_wall(row.strikes, Spot{100}, row.window), row.call_wall);
    expect(oi_put_wall(row.strikes, Spot{100}, row.window), row.put_wall);
    expect(pin(row.strikes, Spot{100}, row.window), row.pin);
  }
}

TEST(MaxPain, IsTheIntervalOfMinimisers) {
  struct Row {
    std::string_view why;
    Strikes strikes;
    double spot, strike, low, high, pain;
  };
  const Row rows[] = {
      {"one minimiser", {at(90, 100, 0), at(100, 0, 50), at(110, 0, 60)}, 100, 100, 100, 100, 100 * (1000 + 600)},
      {"calls and puts cancel between two strikes: an interval, and the end nearer to spot",
       {at(90, 10, 0), at(110, 0, 10)},
       104,
       110,
       90,
       110,
       100 * 200},
      {"the same with spot nearer to the low end", {at(90, 10, 0), at(110, 0, 10)}, 97, 90, 90, 110, 100 * 200},
      {"an interval with a listed strike inside, without open interest",
       {at(90, 10, 0), at(100, 0, 0), at(110, 0, 10)},
       101,
       100,
       90,
       110,
       100 * 200},
      {"calls only: nobody gets anything at or below the lowest of them",
       {at(80, 0, 0), at(90, 5, 0), at(100, 5, 0)},
       95,
       90,
       80,
       90,
       0},
      {"puts only: nobody gets anything at or above the highest of them",
       {at(90, 0, 5), at(100, 0, 5), at(120, 0, 0)},
       95,
       100,
       100,
       120,
       0},
      {"one strike", {at(100, 3, 4)}, 90, 100, 100, 100, 0},
      {"half contracts, as after scaling", {at(90, 0.1, 0), at(110, 0, 0.1)}, 97, 90, 90, 110, 2 * 100 * 0.1 * 10},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto found = max_pain(row.strikes, Spot{row.spot}, Multiplier{100});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->strike.value(), row.strike);
    EXPECT_EQ(found->low.value(), row.low);
    EXPECT_EQ(found->high.value(), row.high);
    EXPECT_NEAR(found->pain.value(), row.pain, 1e-9);
  }
}

TEST(MaxPain, IsNoneWithoutOpenInterest) {
  EXPECT_EQ(max_pain({}, Spot{100}, Multiplier{100}).error(), NoLevel::no_open_interest);
  EXPECT_EQ(max_pain(Strikes{at(100, 0, 0)}, Spot{100}, Multiplier{100}).error(), NoLevel::no_open_interest);
  EXPECT_EQ(max_worthless(Strikes{at(100, 0, 0)}, Spot{100}).error(), NoLevel::no_open_interest);
}

TEST(MaxWorthless, CountsContractsNotDollars) {
  struct Row {
    std::string_view why;
    Strikes strikes;
    double strike;
  };
  const Row rows[] = {
      {"at 100 the calls at 100 and above and the puts at 100 and below expire worthless",
       {at(90, 5, 5), at(100, 5, 5), at(110, 4, 5)},
       100},
      {"a far strike counts as much as a near one", {at(90, 9, 0), at(100, 0, 8), at(200, 0, 2)}, 200},
      {"a tie: nearest to spot", {at(80, 5, 0), at(101, 0, 0), at(120, 0, 5)}, 120},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(max_worthless(row.strikes, Spot{101})->value(), row.strike);
  }
}

Strikes arbitrary_strikes() {
  const auto contracts = rc::gen::inRange(0, 500);
  Strikes strikes;
  double strike = 50;
  for (int left = *rc::gen::inRange(1, 30); left > 0; --left) {
    strikes.push_back(at(strike, *contracts, *contracts));
    strike += *rc::gen::inRange(1, 20);
  }
  strikes.front().call = Contracts{strikes.front().call.value() + 1};
  return strikes;
}

// docs/methods.md 8.3 (20)
RC_GTEST_PROP(MaxPainProperty, PainIsConvexWithTheSlopeThatCountsContracts, ()) {
  const Strikes strikes = arbitrary_strikes();
  const Multiplier multiplier{100};
  double slope_before = -1e300;
  for (std::size_t i = 0; i + 1 < strikes.size(); ++i) {
    const double here = strikes[i].strike.value(), next = strikes[i + 1].strike.value();
    const double slope =
        (pain(strikes, Spot{next}, multiplier).value() - pain(strikes, Spot{here}, multiplier).value()) / (next - here);
    double counted = 0;
    for (const StrikeOpenInterest& one : strikes)
      counted += one.strike.value() <= here ? one.call.value() : -one.put.value();
    RC_ASSERT(std::abs(slope - 100 * counted) < 1e-6);
    RC_ASSERT(slope >= slope_before - 1e-6);
    slope_before = slope;
  }
}

RC_GTEST_PROP(MaxPainProperty, IsTheMinimumOverListedStrikes, ()) {
  const Strikes strikes = arbitrary_strikes();
  const Spot spot{static_cast<double>(*rc::gen::inRange(40, 400))};
  const auto found = max_pain(strikes, spot, Multiplier{100});
  RC_ASSERT(found.has_value());
  double least = 1e300;
  for (const StrikeOpenInterest& one : strikes)
    least = std::min(least, pain(strikes, Spot{one.strike.value()}, Multiplier{100}).value());
  double nearest = 1e300;
  for (const StrikeOpenInterest& one : strikes) {
    const bool minimises = pain(strikes, Spot{one.strike.value()}, Multiplier{100}).value() == least;
    RC_ASSERT(minimises == (one.strike >= found->low && one.strike <= found->high));
    if (minimises) nearest = std::min(nearest, std::abs(one.strike.value() - spot.value()));
  }
  RC_ASSERT(found->pain.value() == least);
  RC_ASSERT(std::abs(found->strike.value() - spot.value()) == nearest);
}

RC_GTEST_PROP(MaxWorthlessProperty, IsTheMaximumOverListedStrikes, ()) {
  const Strikes strikes = arbitrary_strikes();
  const auto worthless = [&](Strike settlement) {
    double count = 0;
    for (const StrikeOpenInterest& one : strikes) {
      if (one.strike >= settlement) count += one.call.value();
      if (one.strike <= settlement) count += one.put.value();
    }
    return count;
  };
  const auto found = max_worthless(strikes, Spot{100});
  RC_ASSERT(found.has_value());
  for (const StrikeOpenInterest& one : strikes) RC_ASSERT(worthless(one.strike) <= worthless(*found));
}

RC_GTEST_PROP(OpenInterestProperty, PinIsInvariantToScalingAllOpenInterest, ()) {
  const Strikes strikes = arbitrary_strikes();
  Strikes scaled = strikes;
  const double factor = *rc::gen::inRange(1, 1000) / 7.0;
  for (StrikeOpenInterest& one : scaled) {
    one.call = Contracts{one.call.value() * factor};
    one.put = Contracts{one.put.value() * factor};
  }
  const Spot spot{137};
  RC_ASSERT(*pin(strikes, spot, everywhere) == *pin(scaled, spot, everywhere));
  const auto pain_before = max_pain(strikes, spot, Multiplier{100}),
             pain_after = max_pain(scaled, spot, Multiplier{100});
  RC_ASSERT(pain_before->strike == pain_after->strike);
  RC_ASSERT(pain_before->low == pain_after->low && pain_before->high == pain_after->high);
}

}  // namespace
}  // namespace gammafield::levels
