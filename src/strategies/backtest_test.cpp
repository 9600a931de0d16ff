#include "strategies/backtest.h"

#include <gtest/gtest.h>

#include "strategies/testing_days.h"

namespace gammafield::strategies {
namespace {

using testing::days_of;
using testing::quotes_for;

Conditions when(bool met) {
  Conditions conditions(Missing::leave_out);
  conditions.require(met);
  return conditions;
}

/// Buys when price has been seen below `below`, leaves when it has been seen above `above`.
Rule between(double below, double above, std::optional<double> limit = std::nullopt) {
  return {.wanted = [=](const View& view) { return when(view.price() < below); },
          .order = [=](const View&) { return std::optional(Order{.legs = {Leg{}}, .why = "low", .limit = limit}); },
          .leave = [=](const View& view, const Holding&) -> std::optional<std::string> {
            if (view.price() > above) return "high";
            return std::nullopt;
          }};
}

using Days = std::vector<testing::HandDay>;

TEST(Backtest, ExecutesOneBarAfterItDecides) {
  struct Row {
    std::string_view why;
    Days days;
    std::optional<double> limit;
    std::vector<std::pair<Place, Place>> trades;
    std::string_view exit;
  };
  const Row rows[] = {
      {"seen at 0, bought at 1; seen at 3, sold at 4",
       {{.prices = {99, 100, 100, 102, 100, 100}}},
       std::nullopt,
       {{{0, 1}, {0, 4}}},
       "high"},
      {"seen at the last bar but one: there is no bar left before the close",
       {{.prices = {100, 100, 99, 99}}, {.prices = {100, 100, 100}}},
       std::nullopt,
       {},
       ""},
      {"seen at the last bar: sold at the next session's first",
       {{.prices = {99, 100, 100, 102}}, {.prices = {100, 100, 100}}},
       std::nullopt,
       {{{0, 1}, {1, 0}}},
       "high"},
      {"one entry a session",
       {{.prices = {99, 100, 102, 99, 99, 99, 99}}, {.prices = {100, 100}}},
       std::nullopt,
       {{{0, 1}, {0, 3}}},
       "high"},
      {"still held at the end", {{.prices = {99, 100, 100}}}, std::nullopt, {{{0, 1}, {0, 2}}}, "the days end"},
      {"the limit does not hold a bar later, but after the next decision",
       {{.prices = {99, 99.8, 99, 99.4, 100}}},
       99.5,
       {{{0, 3}, {0, 4}}},
       "the days end"},
  };
  for (const auto& row : rows) {
    const auto days = days_of(row.days);
    const auto tape = Tape::of(days, {}, research::WallBasis::net);
    const auto outcome = backtest(*tape, between(99.7, 101, row.limit));
    ASSERT_EQ(outcome.trades.size(), row.trades.size()) << row.why;
    for (std::size_t i = 0; i < row.trades.size(); ++i) {
      EXPECT_EQ(outcome.trades[i].entered, row.trades[i].first) << row.why;
      EXPECT_EQ(outcome.trades[i].left, row.trades[i].second) << row.why;
      EXPECT_EQ(outcome.trades[i].entry_reason, "low") << row.why;
      EXPECT_EQ(outcome.trades[i].exit_reason, row.exit) << row.why;
    }
  }
}

TEST(Backtest, SettlesOptionsAtTheirExpiry) {
  const auto days = days_of({{.prices = {99, 100, 100}}, {.prices = {100, 101, 102}}, {.prices = {100, 101}}});
  const auto tape = Tape::of(days, {{.quotes = quotes_for(days, 0, {1}, 0.2)}, {}, {}}, research::WallBasis::net);
  auto rule = between(99.5, 1000);
  rule.order = [&](const View&) {
    return std::optional(Order{.legs = {{Option{days.days[1].close, 100, market::Right::call}, -1}}, .why = "sold"});
  };
  const auto outcome = backtest(*tape, rule);
  ASSERT_EQ(outcome.trades.size(), 1U);
  EXPECT_TRUE(outcome.trades[0].settled);
  EXPECT_EQ(outcome.trades[0].left, (Place{1, 2}));
  EXPECT_EQ(outcome.trades[0].exit_reason, "settled");
}

TEST(Backtest, DoesNotTradeWhatSettlesInAMissingSession) {
  auto days = days_of({{.prices = {99, 99, 99, 99}}, {.prices = {100, 101, 102}}, {.prices = {100, 101}}});
  const auto quotes = quotes_for(days, 0, {1, 2}, 0.2);
  const Option early{days.days[1].close, 100, market::Right::call}, late{days.days[2].close, 100, market::Right::call};
  days.days.erase(days.days.begin() + 1);
  const auto tape = Tape::of(days, {{.quotes = quotes}, {}}, research::WallBasis::net);
  auto rule = between(99.5, 1000);
  rule.order = [&](const View&) { return std::optional(Order{.legs = {{late, 1}, {early, -1}}, .why = "sold"}); };
  const auto outcome = backtest(*tape, rule);
  EXPECT_TRUE(outcome.trades.empty());
  EXPECT_EQ(outcome.lacking.size(), 1U);
  rule.order = [&](const View&) { return std::optional(Order{.legs = {{late, 1}}, .why = "sold"}); };
  EXPECT_EQ(backtest(*tape, rule).trades.size(), 1U);
}

TEST(Backtest, TellsWhatItLacked) {
  const auto days = days_of({{.prices = {99, 99, 100, 100}}, {.prices = {100, 100}}, {.prices = {99, 99, 99}}});
  const auto tape = Tape::of(days, {}, research::WallBasis::net);
  for (const auto missing : {Missing::leave_out, Missing::never_trade}) {
    auto rule = between(99.5, 1000);
    rule.wanted = [&](const View& view) {
      Conditions conditions(missing);
      conditions.require(view.price() < 99.5);
      conditions.require(view.inputs().vix ? std::optional(true) : std::nullopt, "the VIX");
      return conditions;
    };
    const auto outcome = backtest(*tape, rule);
    EXPECT_EQ(outcome.trades.size(), missing == Missing::leave_out ? 1U : 0U);
    EXPECT_EQ(outcome.lacking.at("the VIX"), missing == Missing::leave_out ? 1U : 2U)
        << "sessions on which the rest was met while there was nothing held";
  }
}

TEST(Tape, RefusesWhatBecameKnownLater) {
  auto days = days_of({{.prices = {99, 100}}, {.prices = {99, 100}}});
  const auto quotes = quotes_for(days, 1, {1}, 0.2);
  ASSERT_TRUE(Tape::of(days, {{}, {.quotes = quotes}}, research::WallBasis::net));
  const auto early = Tape::of(days, {{.quotes = quotes}, {}}, research::WallBasis::net);
  ASSERT_FALSE(early) << "tomorrow's quotes";
  EXPECT_EQ(early.error().kind, base::RefusalKind::input_rejected);
  EXPECT_NE(early.error().message.find("look-ahead"), std::string::npos) << early.error().message;
  days.days[0].sheet.available = days.days[0].from + std::chrono::seconds{1};
  EXPECT_FALSE(Tape::of(days, {}, research::WallBasis::net));
}

TEST(View, SeesNothingLater) {
  const auto days = days_of({{.prices = {1, 2, 3}}, {.prices = {4, 5, 6}}});
  const auto tape = Tape::of(days, {}, research::WallBasis::net);
  const View view(*tape, {1, 1});
  EXPECT_EQ(view.prices().size(), 2U);
  EXPECT_EQ(view.prices().back().price.value(), 5);
  EXPECT_EQ(view.earlier(1), &tape->levels(0));
  EXPECT_EQ(view.earlier(2), nullptr);
  EXPECT_TRUE(view.closing());
}

TEST(View, HasNoSessionBeforeAMissingOne) {
  auto days = days_of({{.prices = {1, 2}}, {.prices = {1, 2}}, {.prices = {1, 2}}});
  days.days.erase(days.days.begin() + 1);
  const auto tape = Tape::of(days, {}, research::WallBasis::net);
  EXPECT_EQ(View(*tape, {1, 0}).earlier(1), nullptr);
}

}  // namespace
}  // namespace gammafield::strategies
