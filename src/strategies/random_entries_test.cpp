#include "strategies/random_entries.h"

#include <gtest/gtest.h>

#include "strategies/testing_days.h"

namespace gammafield::strategies {
namespace {

using testing::days_of;

Rule buys() {
  return {.wanted = [](const View&) { return Conditions(Missing::leave_out); },
          .order = [](const View&) { return std::optional(Order{.legs = {Leg{}}, .why = "always"}); },
          .leave = [](const View&, const Holding&) { return std::optional<std::string>(); }};
}

Trade held(Place from, Place to) {
  return {.entered = from, .left = to, .legs = {Leg{}}, .entry_reason = {}, .exit_reason = {}};
}

constexpr CostRule free_of_costs{.underlying_half_spread = 0, .underlying_fee = 0};

/// Two sessions that rise by one a bar, with no night between them.
research::SymbolDays climbing() {
  return days_of({{.prices = {100, 101, 102, 103, 104, 105}}, {.prices = {106, 107, 108, 109, 110, 111}}});
}

TEST(RandomEntries, HoldAsLongAsTheTrades) {
  const auto days = climbing();
  const auto tape = *Tape::of(days, {}, research::WallBasis::net);
  const std::vector<Trade> trades{held({0, 1}, {0, 4}), held({0, 2}, {1, 1})};
  const auto books = random_entries(tape, buys(), trades, free_of_costs, {.draws = 100});
  ASSERT_EQ(books.trades.size(), 2U);
  EXPECT_NEAR(books.trades[0].gross, 3, 1e-9) << "three bars, whichever they are";
  EXPECT_NEAR(books.trades[1].gross, 5, 1e-9);
  EXPECT_NEAR(books.sessions[0].gross + books.sessions[1].gross, 8, 1e-9);
}

TEST(RandomEntries, StayInTheSessionWhereTheTradeDid) {
  auto days = climbing();
  for (auto& price : days.days[1].prices) price.price = market::Spot{price.price.value() + 1000};
  const auto tape = *Tape::of(days, {}, research::WallBasis::net);
  const std::vector<Trade> within{held({0, 1}, {0, 4})}, over{held({0, 2}, {1, 1})};
  EXPECT_NEAR(random_entries(tape, buys(), within, free_of_costs, {.draws = 200}).trades[0].gross, 3, 1e-9);
  EXPECT_GT(random_entries(tape, buys(), over, free_of_costs, {.draws = 200}).trades[0].gross, 500);
}

TEST(RandomEntries, PayTheirCosts) {
  const auto days = days_of({{.prices = std::vector<double>(10, 100.0)}});
  const auto tape = *Tape::of(days, {}, research::WallBasis::net);
  const std::vector<Trade> trades{held({0, 1}, {0, 4})};
  const auto books =
      random_entries(tape, buys(), trades, {.underlying_half_spread = 0.001, .underlying_fee = 0}, {.draws = 10});
  EXPECT_NEAR(books.trades[0].cost, 0.2, 1e-12) << "0.1 in and 0.1 out";
  EXPECT_NEAR(books.sessions[0].net(1), -0.2, 1e-12);
}

TEST(RandomEntries, AreTheSameOnAnyNumberOfThreads) {
  const auto days = climbing();
  const auto tape = *Tape::of(days, {}, research::WallBasis::net);
  const std::vector<Trade> trades{held({0, 1}, {0, 3}), held({1, 1}, {1, 5})};
  const auto one = random_entries(tape, buys(), trades, {}, {.draws = 50, .threads = 1});
  const auto two = random_entries(tape, buys(), trades, {}, {.draws = 50, .threads = 2});
  const auto other = random_entries(tape, buys(), trades, {}, {.draws = 50, .seed = 2});
  EXPECT_EQ(returns_of(tape, one.sessions, 1), returns_of(tape, two.sessions, 1));
  EXPECT_NE(returns_of(tape, one.sessions, 1), returns_of(tape, other.sessions, 1));
}

}  // namespace
}  // namespace gammafield::strategies
