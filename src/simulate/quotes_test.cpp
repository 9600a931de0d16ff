#include "simulate/quotes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <string_view>

namespace gammafield::simulate {
namespace {

using market::Price;
using market::Settlement;

TEST(Ticks, AreFiveCentsBelowThreeDollarsAndTenFromThere) {
  struct Row {
    std::string_view why;
    double price, below, above;
  };
  const Row rows[] = {
      {"on the grid", 2.95, 2.95, 2.95},        {"between", 0.07, 0.05, 0.10},
      {"less than a tick", 0.01, 0, 0.05},      {"nothing", 0, 0, 0},
      {"just below the change", 2.97, 2.95, 3}, {"at the change", 3, 3, 3},
      {"just above it", 3.01, 3, 3.1},          {"0.05 is not on the coarse grid", 17.25, 17.2, 17.3},
      {"a bid below zero", -0.4, 0, 0},         {"as printed by a computer", 0.1 + 0.2, 0.3, 0.3},
  };
  for (const Row& row : rows) {
    EXPECT_DOUBLE_EQ(tick_at_or_below(Price{row.price}).value(), row.below) << row.why;
    EXPECT_DOUBLE_EQ(tick_at_or_above(Price{row.price}).value(), row.above) << row.why;
  }
}

RC_GTEST_PROP(Quotes, LieOnTheGridAroundTheValue, ()) {
  const double time_value = *rc::gen::inRange(1, 2'000'000) * 1e-4;
  const double intrinsic = *rc::gen::element(0, 1) * *rc::gen::inRange(0, 400'000) * 1e-2;
  RandomStream random(*rc::gen::arbitrary<std::uint64_t>());
  const Quote quote = draw_quote({.value = Price{time_value + intrinsic},
                                  .time_value = Price{time_value},
                                  .in_the_money = intrinsic / 6400,
                                  .years = market::Years{*rc::gen::inRange(1, 2000) / 365.0},
                                  .settlement = *rc::gen::element(Settlement::am, Settlement::pm),
                                  .spot = market::Spot{6400}},
                                 random);
  RC_ASSERT(quote.bid.value() >= 0);
  RC_ASSERT(quote.bid.value() <= time_value + intrinsic);
  RC_ASSERT(quote.ask.value() >= time_value + intrinsic);
  RC_ASSERT(quote.ask.value() > quote.bid.value());
  RC_ASSERT(tick_at_or_below(quote.bid) == quote.bid);
  RC_ASSERT(tick_at_or_above(quote.ask) == quote.ask);
}

/// The mean spread of a thousand quotes.
double mean_spread(const QuotedContract& contract) {
  double sum = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    RandomStream random(i);
    const Quote quote = draw_quote(contract, random);
    sum += quote.ask.value() - quote.bid.value();
  }
  return sum / 1000;
}

// The sizes are those of public end-of-day SPX chains (medians of a class within a factor of two).
TEST(Quotes, AreAsWideAsRealOnes) {
  const market::Spot spot{6400};
  const market::Years month{1.0 / 12};
  const auto otm = [&](double price) {
    return QuotedContract{.value = Price{price}, .time_value = Price{price}, .years = month, .spot = spot};
  };
  struct Row {
    std::string_view why;
    QuotedContract contract;
    double low, high;
  };
  QuotedContract am = otm(100), leaps = otm(500), deep = otm(1);
  am.settlement = Settlement::am;
  leaps.years = market::Years{4};
  deep.value = Price{1000};
  deep.in_the_money = 1000.0 / 6400;
  const Row rows[] = {
      {"a nickel option has no bid and asks a tick or two", otm(0.03), 0.05, 0.3},
      {"a three-dollar option", otm(3), 0.1, 0.3},
      {"a hundred-dollar option", otm(100), 0.4, 1},
      {"its AM-settled sister is wider", am, 0.7, 1.6},
      {"deep in the money: a third of a percent of spot", deep, 13, 25},
      {"four years out", leaps, 5, 15},
  };
  for (const Row& row : rows) {
    EXPECT_GE(mean_spread(row.contract), row.low) << row.why;
    EXPECT_LE(mean_spread(row.contract), row.high) << row.why;
  }
}

TEST(Quotes, ValueNearNothingHasNoBid) {
  RandomStream random(1);
  const Quote quote = draw_quote(
      {.value = Price{0.02}, .time_value = Price{0.02}, .years = market::Years{0.01}, .spot = market::Spot{6400}},
      random);
  EXPECT_EQ(quote.bid.value(), 0);
  EXPECT_GE(quote.ask.value(), 0.05);
}

}  // namespace
}  // namespace gammafield::simulate
