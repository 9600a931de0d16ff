#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "strategies/backtest.h"
#include "strategies/frameworks.h"
#include "strategies/testing_days.h"

namespace gammafield::strategies {
namespace {

using testing::days_of;
using testing::HandDay;
using testing::quotes_for;

/// Strikes and quantities, `-101C +102C`.
std::string legs_of(const Trade& trade) {
  std::string text;
  for (const auto& leg : trade.legs)
    text += fmt::format("{}{:+g}x{:g}{}", text.empty() ? "" : " ", leg.quantity, leg.option->strike,
                        market::letter(leg.option->right));
  return text;
}

std::vector<Trade> trades_of(std::string_view name, const research::SymbolDays& days, std::vector<DayInputs> inputs,
                             std::map<std::string, double, std::less<>> parameters = {},
                             Missing missing = Missing::leave_out) {
  const auto& strategy = *strategy_named(name);
  const auto tape = Tape::of(days, std::move(inputs), research::WallBasis::net);
  return backtest(*tape, strategy.make(Values(strategy.parameters, parameters), missing)).trades;
}

std::vector<HandDay> sessions(std::size_t count, const HandDay& hand) { return std::vector<HandDay>(count, hand); }

TEST(Ceiling, SellsTheFirstStrikeAtOrAboveTheWall) {
  struct Row {
    std::string_view why;
    double wall, width;
    std::string_view legs;
  };
  const Row rows[] = {
      {"half an expected move of 100 is 0.5: the next strike", 102, 0.5, "-1x102C +1x103C"},
      {"the wall lies between strikes", 101.4, 0.5, "-1x102C +1x103C"},
      {"two and a half: three strikes up", 102, 2.5, "-1x102C +1x105C"},
      {"no strike as far up as that: no trade", 119, 2.5, ""},
  };
  for (const auto& row : rows) {
    const auto days = days_of(sessions(4, {.prices = {100, 100, 100, 100}, .call_wall = row.wall}));
    const auto trades =
        trades_of("W2", days, {{.quotes = quotes_for(days, 0, {0, 1, 2}, 0.2)}}, {{"width", row.width}});
    ASSERT_EQ(trades.size(), row.legs.empty() ? 0U : 1U) << row.why;
    if (row.legs.empty()) continue;
    EXPECT_EQ(legs_of(trades[0]), row.legs) << row.why;
    EXPECT_EQ(trades[0].entered, (Place{0, 1}));
    EXPECT_EQ(trades[0].left, (Place{2, 3})) << "the last expiry within five sessions, settled";
    EXPECT_TRUE(trades[0].settled);
  }
}

TEST(Ceiling, LeavesABrokenWallIfAsked) {
  std::vector<double> beyond(40, 103);
  beyond[0] = beyond[1] = 100;
  const auto days = days_of(sessions(3, {.prices = beyond, .call_wall = 102}));
  const std::vector<DayInputs> inputs{{.quotes = quotes_for(days, 0, {1}, 0.2)}, {}, {}};
  EXPECT_TRUE(trades_of("W2", days, inputs).at(0).settled);
  const auto stopped = trades_of("W2", days, inputs, {{"stop_when_broken", 1}});
  ASSERT_EQ(stopped.size(), 1U);
  EXPECT_EQ(stopped[0].left, (Place{0, 23})) << "beyond from bar 2, REAL at 22";
  EXPECT_FALSE(stopped[0].settled);
}

TEST(Ceiling, NeedsQuotesWhateverTheChoice) {
  const auto days = days_of(sessions(2, {.prices = {100, 100, 100}, .call_wall = 102}));
  const auto& strategy = *strategy_named("W2");
  const auto tape = Tape::of(days, {}, research::WallBasis::net);
  const auto outcome = backtest(*tape, strategy.make(Values(strategy.parameters, {}), Missing::leave_out));
  EXPECT_TRUE(outcome.trades.empty());
  EXPECT_EQ(outcome.lacking.at("quotes of options"), 2U);
}

/// Ten sessions at 100 whose largest exposure is at 100.4; the seventh session is 2026-01-14, eight days on.
std::vector<HandDay> calm() { return sessions(10, {.prices = {100, 100, 100, 100}, .call_wall = 100.4}); }

TEST(Premium, SellsACondorAndBuysItBack) {
  const auto days = days_of(calm());
  const std::vector<DayInputs> inputs{{.quotes = quotes_for(days, 0, {1, 6, 9}, 0.2)}};
  const auto trades = trades_of("T1", days, inputs);
  ASSERT_EQ(trades.size(), 1U);
  // Seven sessions are left: 1 % sqrt(7) = 2.65 %: sold 97 and 103; half as far again, 3.97 %: bought 96 and 105.
  EXPECT_EQ(legs_of(trades[0]), "+1x96P -1x97P -1x103C +1x105C");
  EXPECT_EQ(trades[0].entered, (Place{0, 1}));
  EXPECT_EQ(trades[0].exit_reason, "the share of the credit is earned");
  EXPECT_LT(trades[0].left, (Place{5, 1})) << "price never moved, so time alone earned it before the last session";
}

TEST(Premium, LeavesASessionBeforeExpiry) {
  const auto days = days_of(calm());
  const auto trades =
      trades_of("T1", days, {{.quotes = quotes_for(days, 0, {6}, 0.2)}}, {{"earned", 1}, {"short_at", 0.3}});
  ASSERT_EQ(trades.size(), 1U);
  EXPECT_EQ(trades[0].left, (Place{5, 1})) << "the session before the seventh, a bar after its open";
  EXPECT_EQ(trades[0].exit_reason, "a session before expiry");
}

TEST(Premium, WaitsForItsConditions) {
  auto far = calm(), negative = calm();
  for (auto& day : far) day.call_wall = 100.6;
  for (auto& day : negative) day.net_to_gross = -0.5;
  const auto quotes = [](const research::SymbolDays& days) { return quotes_for(days, 0, {6}, 0.2); };
  for (const auto& hands : {far, negative}) {
    const auto days = days_of(hands);
    EXPECT_TRUE(trades_of("T1", days, {{.quotes = quotes(days)}}).empty());
  }
  const auto days = days_of(calm());
  EXPECT_TRUE(trades_of("T1", days, {{.quotes = quotes(days), .iv_percentile = 50}}).empty()) << "the median itself";
  EXPECT_EQ(trades_of("T1", days, {{.quotes = quotes(days), .iv_percentile = 49}}, {}, Missing::never_trade).size(),
            1U);
  EXPECT_TRUE(trades_of("T1", days, {{.quotes = quotes(days)}}, {}, Missing::never_trade).empty());
  EXPECT_TRUE(trades_of("T1", days, {{.quotes = quotes_for(days, 0, {1, 2}, 0.2)}}).empty()) << "no expiry so far away";
}

/// Evenings at 101, 100.6, 100.3 and then 100.2 above a flip of 99.9: nearer each time. The put wall has a tenth.
std::vector<HandDay> nearing() {
  const auto day = [](double spot) {
    return HandDay{.prices = {spot, spot, spot, spot}, .spot = spot, .put_wall = 99, .flip = 99.9};
  };
  return {day(101), day(100.6), day(100.3), day(100.2), day(100.2), day(100.2), day(100.2), day(100.2), day(100.2)};
}

TEST(VolatilityAtFlip, BuysAStraddleForThreeSessions) {
  const auto days = days_of(nearing());
  const std::vector<DayInputs> inputs{{}, {}, {.quotes = quotes_for(days, 2, {7, 8}, 0.2)}};
  const auto trades = trades_of("T2", days, inputs);
  ASSERT_EQ(trades.size(), 1U);
  EXPECT_EQ(legs_of(trades[0]), "+1x100C +1x100P");
  EXPECT_EQ(trades[0].entered, (Place{2, 1}));
  EXPECT_EQ(trades[0].left, (Place{5, 1})) << "three sessions later";
}

TEST(VolatilityAtFlip, LeavesBelowTheFlipWithAHigherVix) {
  auto hands = nearing();
  hands[3].prices = {100.2, 99.8, 99.7, 99.6, 99.6};
  const auto days = days_of(hands);
  const auto quotes = quotes_for(days, 2, {7}, 0.2);
  struct Row {
    std::string_view why;
    std::optional<double> then, now;
    Place left;
  };
  const Row rows[] = {
      {"below at bar 1 of the next session, and the VIX up a tenth", 20, 22, {3, 2}},
      {"the VIX not up enough: three sessions", 20, 21.9, {5, 1}},
      {"nothing known of it: the flip alone", std::nullopt, std::nullopt, {3, 2}},
  };
  for (const auto& row : rows) {
    const auto trades =
        trades_of("T2", days, {{}, {}, {.quotes = quotes, .vix = row.then}, {.vix = row.now}, {.vix = row.now}});
    ASSERT_EQ(trades.size(), 1U) << row.why;
    EXPECT_EQ(trades[0].left, row.left) << row.why;
  }
}

TEST(VolatilityAtFlip, WaitsForItsConditions) {
  auto turning = nearing(), light = nearing(), above = nearing(), far = nearing();
  turning[1].spot = 101.2;
  for (auto& day : light) day.put_wall_gross = 99;
  for (auto& day : above) day.put_wall = 99.95;
  for (auto& day : far) day.flip = 99.5;
  for (const auto& hands : {turning, light, above, far}) {
    const auto days = days_of(hands);
    EXPECT_TRUE(trades_of("T2", days, {{}, {}, {.quotes = quotes_for(days, 2, {7}, 0.2)}}).empty());
  }
  const auto days = days_of(nearing());
  const auto quotes = quotes_for(days, 2, {7}, 0.2);
  EXPECT_TRUE(trades_of("T2", days, {{}, {}, {.quotes = quotes, .iv_percentile = 31}}).empty());
  EXPECT_TRUE(
      trades_of("T2", days, {{}, {}, {.quotes = quotes, .iv_percentile = 30}}, {}, Missing::never_trade).empty())
      << "the VIX is not known";
  EXPECT_EQ(
      trades_of("T2", days, {{}, {}, {.quotes = quotes, .iv_percentile = 30, .vix = 20}}, {}, Missing::never_trade)
          .size(),
      1U);
}

}  // namespace
}  // namespace gammafield::strategies
