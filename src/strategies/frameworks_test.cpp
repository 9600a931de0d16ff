#include "strategies/frameworks.h"

#include <map>

#include <gtest/gtest.h>

#include "strategies/backtest.h"
#include "strategies/testing_days.h"

namespace gammafield::strategies {
namespace {

using testing::days_of;
using testing::HandDay;

/// What a trade is expected to be; an empty exit: still held when the days end.
struct Expected {
  Place entered, left;
  std::string_view exit;
};

struct Row {
  std::string_view why;
  std::vector<HandDay> days;
  std::vector<Expected> trades;
  std::map<std::string, double, std::less<>> parameters = {};
  std::map<std::size_t, DayInputs> inputs = {};
  Missing missing = Missing::leave_out;
};

void expect(std::string_view name, const std::vector<Row>& rows) {
  const auto& strategy = *strategy_named(name);
  for (const auto& row : rows) {
    const auto days = days_of(row.days);
    std::vector<DayInputs> inputs(days.days.size());
    for (const auto& [day, input] : row.inputs) inputs[day] = input;
    const auto tape = Tape::of(days, inputs, research::WallBasis::net);
    ASSERT_TRUE(tape) << row.why;
    const auto rule = strategy.make(Values(strategy.parameters, row.parameters), row.missing);
    const auto trades = backtest(*tape, rule).trades;
    ASSERT_EQ(trades.size(), row.trades.size()) << row.why;
    for (std::size_t i = 0; i < trades.size(); ++i) {
      EXPECT_EQ(trades[i].entered, row.trades[i].entered) << row.why;
      EXPECT_EQ(trades[i].left, row.trades[i].left) << row.why;
      EXPECT_TRUE(trades[i].exit_reason.starts_with(row.trades[i].exit)) << row.why << ": " << trades[i].exit_reason;
      EXPECT_FALSE(trades[i].entry_reason.empty()) << row.why;
    }
  }
}

/// So many bars at one price.
std::vector<double> flat(double price, std::size_t bars) { return std::vector<double>(bars, price); }

std::vector<double> joined(std::initializer_list<std::vector<double>> parts) {
  std::vector<double> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(Magnet, IsLongBelowAWallThatIsNear) {
  const auto wall_at = [](double wall, std::vector<double> prices) {
    return HandDay{.prices = std::move(prices), .call_wall = wall};
  };
  const auto negative = [](std::vector<double> prices) {
    return HandDay{.prices = std::move(prices), .call_wall = 100.5, .net_to_gross = -0.5};
  };
  auto balanced = wall_at(100.5, flat(100, 5));
  balanced.net_to_gross = 0.04;
  expect(
      "W1",
      {
          {"to the wall: seen there at bar 3, sold at 4",
           {wall_at(100.5, {100, 100, 100.2, 100.5, 100.4, 100})},
           {{{0, 1}, {0, 4}, "at the call wall"}}},
          {"farther than an expected move", {wall_at(101.1, flat(100, 5))}, {}},
          {"price is above it", {wall_at(100.5, flat(100.6, 5))}, {}},
          {"net/gross of 0.04 is TRANSITION", {balanced}, {}},
          {"... unless the parameter says otherwise",
           {balanced},
           {{{0, 1}, {0, 4}, "the days end"}},
           {{"theta", 0.03}}},
          {"the regime changes overnight: left a bar after the open",
           {wall_at(100.5, flat(100, 5)), negative(flat(100, 5))},
           {{{0, 1}, {1, 1}, "the regime"}}},
          {"no wall", {{.prices = flat(100, 5)}}, {}},
          {"an unknown expiry, and never without it", {wall_at(100.5, flat(100, 5))}, {}, {}, {}, Missing::never_trade},
          {"an unknown expiry: at the close after as many sessions as one may be away",
           {wall_at(100.5, flat(100, 3)), wall_at(100.5, flat(100, 3))},
           {{{0, 1}, {1, 2}, "as long as"}},
           {{"sessions", 1}}},
      });
}

TEST(Magnet, LeavesWhenTheWallsExposureExpires) {
  const std::vector<HandDay> hands(3, {.prices = flat(100, 4), .call_wall = 100.5});
  const auto days = days_of(hands);
  auto quotes = std::make_shared<OptionQuotes>(*testing::quotes_for(days, 0, {1}, 0.2));
  quotes->most_exposed = {{100.5, days.days[1].session}};
  expect("W1", {{"the second session is the expiry: sold at its close",
                 hands,
                 {{{0, 1}, {1, 3}, "the wall's exposure expires"}},
                 {},
                 {{0, {.quotes = quotes}}},
                 Missing::never_trade},
                {"the expiry is farther than allowed",
                 hands,
                 {},
                 {{"sessions", 0}},
                 {{0, {.quotes = quotes}}},
                 Missing::never_trade}});
}

TEST(Floor, IsLongOnADeclineToTheWall) {
  const auto day = [](std::vector<double> prices) { return HandDay{.prices = std::move(prices), .put_wall = 99}; };
  expect("W3", {
                   {"99.005 is at or below 99 + 1 bp; bought a bar later, sold at the close",
                    {day({100, 99.005, 99.002, 99.5, 99.6})},
                    {{{0, 2}, {0, 4}, "the session closes"}}},
                   {"a bar later it is above the limit: not bought", {day({100, 99.005, 99.1, 99.5, 99.6})}, {}},
                   {"opens below and stays there: no decline", {day(flat(98, 6))}, {}},
                   {"rises to it from below: no decline", {day({98, 98.5, 99.005, 99.005, 99})}, {}},
                   {"beyond from bar 2 on, REAL at bar 22, sold a bar later",
                    {day(joined({{100, 99.005}, flat(98.9, 40)}))},
                    {{{0, 2}, {0, 23}, "the put wall is BROKEN"}}},
                   {"19 minutes beyond are no break",
                    {day(joined({{100, 99.005}, flat(98.9, 20), flat(99.2, 10)}))},
                    {{{0, 2}, {0, 31}, "the session closes"}}},
                   {"held to the second close",
                    {day({100, 99.005, 99, 99}), day({99.5, 99.5, 99.4})},
                    {{{0, 2}, {1, 2}, "the session closes"}},
                    {{"sessions", 2}}},
                   {"no put wall", {{.prices = {100, 99, 99, 99}}}, {}},
               });
}

TEST(FadeFalseBreak, IsShortWellBeyondAWallThatDidNotMove) {
  const auto quiet = [](double wall) { return HandDay{.prices = flat(99, 3), .call_wall = wall}; };
  const auto with = [&](double before, std::vector<double> prices, std::optional<double> volume_z = std::nullopt) {
    return std::vector<HandDay>{quiet(before),
                                quiet(100.5),
                                quiet(100.5),
                                quiet(100.5),
                                {.prices = std::move(prices), .call_wall = 100.5, .volume_z = volume_z}};
  };
  const std::vector<double> there_and_back{100, 102, 101.8, 101, 100.5, 100.3, 100};
  const auto on_day_4 = [](DayInputs input) { return std::map<std::size_t, DayInputs>{{4, std::move(input)}}; };
  expect("T3",
         {
             {"1.5 % beyond at bar 1, short at 2, back at 4, left at 5",
              with(100.5, there_and_back),
              {{{4, 2}, {4, 5}, "back at the call wall"}}},
             {"the wall was elsewhere five sessions ago", with(100, there_and_back), {}},
             {"2.5 % beyond is too far", with(100.5, {100, 103.1, 103.1, 103.1, 103}), {}},
             {"volume above its usual", with(100.5, there_and_back, 0.5), {}, {}, on_day_4({.scheduled_event = false})},
             {"volume below it, but an event",
              with(100.5, there_and_back, -0.5),
              {},
              {},
              on_day_4({.scheduled_event = true})},
             {"both known and both right, asked for strictly",
              with(100.5, there_and_back, -0.5),
              {{{4, 2}, {4, 5}, "back at the call wall"}},
              {},
              on_day_4({.scheduled_event = false}),
              Missing::never_trade},
             {"neither known, asked for strictly", with(100.5, there_and_back), {}, {}, {}, Missing::never_trade},
             {"beyond from bar 1 on, REAL at 21, and volume is not known: stopped",
              with(100.5, joined({{100}, flat(102, 40)})),
              {{{4, 2}, {4, 22}, "the break is REAL"}}},
             {"REAL on little volume is no stop: to the close",
              with(100.5, joined({{100}, flat(102, 40)}), -0.5),
              {{{4, 2}, {4, 40}, "the session closes"}},
              {},
              on_day_4({.scheduled_event = false})},
         });
}

TEST(FadeFalseBreak, LooksAtTheVolumeOfTheBar) {
  std::vector<HandDay> hands(5, {.prices = flat(99, 30), .call_wall = 100.5});
  hands[4].prices = joined({{100}, flat(102, 40)});
  auto days = days_of(hands);
  auto& last = days.days[4];
  for (std::size_t i = 0; i < last.prices.size(); ++i)
    last.volume_z.push_back({last.prices[i].at, i < 5 ? 0.5 : (i < 25 ? -0.5 : 1.5)});
  const auto& strategy = *strategy_named("T3");
  const auto tape = Tape::of(days, {}, research::WallBasis::net);
  const auto trades = backtest(*tape, strategy.make(Values(strategy.parameters, {}), Missing::leave_out)).trades;
  ASSERT_EQ(trades.size(), 1U);
  EXPECT_EQ(trades[0].entered, (Place{4, 6})) << "below its usual from bar 5 on";
  EXPECT_EQ(trades[0].left, (Place{4, 26})) << "REAL since bar 21, lively at 25";
  EXPECT_EQ(trades[0].exit_reason, "the break is REAL");
}

TEST(FollowTheFlip, IsLongAboveAFlipThatRises) {
  const auto days = [](std::vector<double> flips, std::vector<double> last) {
    std::vector<HandDay> all;
    for (const double flip : flips) all.push_back({.prices = flat(100, 3), .flip = flip});
    all.push_back({.prices = std::move(last), .flip = 97.5});
    return all;
  };
  const std::vector<double> rising{92, 93, 94, 95, 96};
  expect("T4", {
                   {"five rises, and 100 is 2.2 % (of 100) above 97.5: to the end",
                    days(rising, flat(100, 4)),
                    {{{5, 1}, {5, 3}, "the days end"}}},
                   {"99.7 is less than 2.22 % of itself above", days(rising, flat(99.7, 4)), {}},
                   {"one of the five was a fall", days({92, 93, 94, 93.5, 96}, flat(100, 4)), {}},
                   {"four rises only", days({93, 94, 95, 96}, flat(100, 4)), {}},
                   {"... are enough if asked for",
                    days({93, 94, 95, 96}, flat(100, 4)),
                    {{{4, 1}, {4, 3}, "the days end"}},
                    {{"rising_sessions", 4}}},
                   {"the stop is 5/450 below the flip, 96.42: 96.5 is above it, 96.4 is not",
                    days(rising, {100, 100, 96.5, 96.4, 96, 96}),
                    {{{5, 1}, {5, 4}, "below the stop"}}},
                   {"three expected moves are more than 2.2 %", days(rising, flat(100, 4)), {}, {{"away_moves", 3}}},
               });
}

TEST(FollowTheFlip, TrailsTheHighestFlip) {
  std::vector<HandDay> hands;
  for (const double flip : {92.0, 93.0, 94.0, 95.0, 96.0, 97.5})
    hands.push_back({.prices = flat(100, 3), .flip = flip});
  hands.push_back({.prices = {100, 101, 101}, .flip = 99});
  hands.push_back({.prices = {100, 98, 97.8, 97}, .flip = 95});
  expect("T4",
         {{"99 - 1.1 % = 97.9 stops, though the flip fell back to 95", hands, {{{5, 1}, {7, 3}, "below the stop"}}}});
}

}  // namespace
}  // namespace gammafield::strategies
