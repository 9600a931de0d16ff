#include "strategies/ledger.h"

#include <numeric>

#include <gtest/gtest.h>

#include "base/random.h"
#include "strategies/testing_days.h"

namespace gammafield::strategies {
namespace {

using testing::days_of;
using testing::quotes_for;

Tape tape_of(const research::SymbolDays& days, std::vector<DayInputs> inputs = {}) {
  return *Tape::of(days, std::move(inputs), research::WallBasis::net);
}

Booked sum(const std::vector<Booked>& of) {
  Booked total;
  for (const auto& each : of) total = {total.gross + each.gross, total.cost + each.cost};
  return total;
}

TEST(Cost, IsTheHalfSpreadAndTheFee) {
  const CostRule rule{.underlying_half_spread = 0.001,
                      .underlying_fee = 0.0005,
                      .option_half_spread = 0.02,
                      .option_half_spread_least = 0.03,
                      .option_fee = 1};
  const Option option{};
  struct Row {
    std::string_view why;
    Leg leg;
    OptionPrice price;
    double cost;
  };
  const Row rows[] = {
      {"two shares short at 100", {std::nullopt, -2}, {100, std::nullopt}, 2 * 100 * 0.0015},
      {"the spread as quoted", {option, 1}, {5, 0.07}, 0.08},
      {"a share of the price where none was", {option, -1}, {5, std::nullopt}, 0.11},
      {"a contract of ten shares has the same fee", {option, 1}, {5, 0.07, market::Multiplier{10}}, 0.17},
      {"at least half a tick then", {option, 3}, {0.1, std::nullopt}, 3 * 0.04},
  };
  for (const auto& row : rows) EXPECT_NEAR(cost_of(row.leg, row.price, rule), row.cost, 1e-12) << row.why;
}

TEST(Ledger, MarksAtEverySessionsEnd) {
  const auto days = days_of({{.prices = {100, 101, 104}}, {.prices = {102, 103}}, {.prices = {99, 98, 97}}});
  const auto tape = tape_of(days);
  const CostRule costs{.underlying_half_spread = 0.001, .underlying_fee = 0};
  const Trade trade{
      .entered = {0, 1}, .left = {2, 1}, .legs = {{std::nullopt, -2}}, .entry_reason = {}, .exit_reason = {}};
  const auto books = booked(tape, {&trade, 1}, costs);
  EXPECT_DOUBLE_EQ(books.sessions[0].gross, -2 * (104 - 101));
  EXPECT_DOUBLE_EQ(books.sessions[1].gross, -2 * (103 - 104));
  EXPECT_DOUBLE_EQ(books.sessions[2].gross, -2 * (98 - 103));
  EXPECT_DOUBLE_EQ(books.sessions[0].cost, 0.202) << "entered at 101";
  EXPECT_DOUBLE_EQ(books.sessions[1].cost, 0) << "holding is free";
  EXPECT_DOUBLE_EQ(books.sessions[2].cost, 0.196) << "left at 98";
  EXPECT_DOUBLE_EQ(books.trades[0].net(2), 6 - 2 * 0.398);
}

TEST(Ledger, SettlesOptionsWithoutCost) {
  const auto days = days_of({{.prices = {100, 100, 100}}, {.prices = {100, 103, 105}}});
  const auto tape = tape_of(days, {{.quotes = quotes_for(days, 0, {1}, 0.2)}, {}});
  const Option call{days.days[1].close, 101, market::Right::call};
  Trade trade{
      .entered = {0, 1}, .left = {1, 2}, .legs = {{call, 1}}, .entry_reason = {}, .exit_reason = {}, .settled = true};
  const auto settled = booked(tape, {&trade, 1}, {.option_fee = 1});
  const double paid = tape.option_price(call, {0, 1})->mid;
  EXPECT_NEAR(settled.trades[0].gross, 4 - paid, 1e-12);
  EXPECT_NEAR(settled.trades[0].cost, 0.06, 1e-12) << "half a spread of 0.10 and the fee, once";
  trade.settled = false;
  EXPECT_NEAR(booked(tape, {&trade, 1}, {.option_fee = 1}).trades[0].cost, 0.12, 1e-12);
}

TEST(Ledger, NeitherMakesNorLosesMoney) {
  // Whatever is traded, sessions and trades come to the same, and that is what the fills were.
  base::RandomStream stream(7, 1);
  std::vector<testing::HandDay> hands(5);
  for (auto& hand : hands) {
    for (int i = 0; i < 30; ++i) hand.prices.push_back(100 + 3 * stream.normal());
  }
  const auto days = days_of(hands);
  const auto tape =
      tape_of(days, {{.quotes = quotes_for(days, 0, {4}, 0.3)}, {}, {.quotes = quotes_for(days, 2, {4}, 0.4)}});
  std::vector<Trade> trades;
  double fills = 0, costs = 0;
  const CostRule rule;
  for (int i = 0; i < 40; ++i) {
    Trade trade{
        .entered = {stream.below(5), stream.below(30)}, .left = {}, .legs = {}, .entry_reason = {}, .exit_reason = {}};
    trade.left = std::max(trade.entered, Place{stream.below(5), stream.below(30)});
    trade.legs.push_back({std::nullopt, stream.normal()});
    trade.legs.push_back({Option{days.days[4].close, 95 + static_cast<double>(stream.below(10)),
                                 stream.below(2) == 0 ? market::Right::call : market::Right::put},
                          stream.normal()});
    for (const auto& leg : trade.legs) {
      for (const auto& [at, sign] : {std::pair{trade.entered, -1.0}, std::pair{trade.left, 1.0}}) {
        const auto price = leg.option ? *tape.option_price(*leg.option, at) : OptionPrice{tape.price(at), std::nullopt};
        fills += sign * leg.quantity * price.mid;
        costs += cost_of(leg, price, rule);
      }
    }
    trades.push_back(std::move(trade));
  }
  const auto books = booked(tape, trades, rule);
  const auto by_session = sum(books.sessions), by_trade = sum(books.trades);
  EXPECT_NEAR(by_session.gross, fills, 1e-9);
  EXPECT_NEAR(by_trade.gross, fills, 1e-9);
  EXPECT_NEAR(by_session.cost, costs, 1e-9);
  EXPECT_NEAR(by_trade.cost, costs, 1e-9);
  EXPECT_GT(costs, 0);
}

TEST(Ledger, WithoutCostsIsTheSameAtAnyMultiple) {
  const auto days = days_of({{.prices = {100, 101, 104}}, {.prices = {102, 103}}});
  const auto tape = tape_of(days);
  const auto whole = buy_and_hold(tape);
  const auto books = booked(tape, {&whole, 1}, {.underlying_half_spread = 0, .underlying_fee = 0});
  EXPECT_EQ(returns_of(tape, books.sessions, 0.5), returns_of(tape, books.sessions, 2));
  EXPECT_EQ(sum(books.sessions).gross, 3) << "the last price less the first";
  EXPECT_EQ(returns_of(tape, books.sessions, 1)[0], 4) << "per cent of 100";
  EXPECT_EQ(returns_of(tape, books.sessions, 1)[1], 100 * -1 / 102.0);
}

TEST(Ledger, WithoutTradesIsNothing) {
  const auto days = days_of({{.prices = {100, 101}}});
  const auto tape = tape_of(days);
  const auto books = booked(tape, {}, {});
  EXPECT_EQ(returns_of(tape, books.sessions, 1), std::vector<double>{0});
}

TEST(Equity, IsTheRunningSumAndItsDrawdown) {
  const auto curve = equity_of({-1, 3, -1, -1.5, 4});
  EXPECT_EQ(curve.equity, (std::vector<double>{-1, 2, 1, -0.5, 3.5}));
  EXPECT_EQ(curve.drawdown, (std::vector<double>{-1, 0, -1, -2.5, 0})) << "below 0, where it began, too";
}

}  // namespace
}  // namespace gammafield::strategies
