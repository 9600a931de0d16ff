#include "exposure/totals.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <functional>
#include <string_view>
#include <vector>

#include "exposure/testing_book.h"
#include "exposure/testing_random.h"

namespace gammafield::exposure {
namespace {

using market::Right;

// The greeks of docs/methods.md section 3, S=100, K=105, T=.25, r=.03, q=.01, sigma=.22, computed with SciPy; a long
// position of 10 calls of 100 shares in the units of that section.
TEST(Totals, HoldTheGoldenGreeksInTheirUnits) {
  TestingMarket market;
  market.rate = 0.03;
  market.carry = 0.01;
  const Totals sums = totals(testing_book({{0.25, Right::call, 105, 0.22, 10}}, market));
  struct Row {
    std::string_view why;
    double value, golden;
  };
  const double shares = 1000, spot = 100;
  const double gamma = 0.0341091362963, speed = 0.000722780044889;
  const Row rows[] = {
      {"gamma: $ a 1 % move", sums.net_gex.value(), gamma * shares * spot * spot * 0.01},
      {"gamma, gross: the same for one call held long", sums.gross_gex.value(), gamma * shares * spot * spot * 0.01},
      {"delta: $ of stock", sums.net_dex.value(), 0.364851204519 * shares * spot},
      {"vega: $ a vol point", sums.net_vega.value(), 18.760024963 * shares * 0.01},
      {"theta: $ a calendar day", sums.net_theta.value(), -8.90641417595 * shares / 365},
      {"vanna: $ of delta a vol point", sums.net_vanna.value(), 0.772729523948 * shares * spot * 0.01},
      {"charm: $ of delta a calendar day", sums.net_charm.value(), -0.404570751085 * shares * spot / 365},
      {"speed: $ a 1 % a 1 %", sums.net_speed, 1e-4 * shares * (spot * spot * spot * speed + 2 * spot * spot * gamma)},
      {"zomma: $ a 1 % a vol point", sums.net_zomma, 1e-4 * shares * -0.130939926064 * spot * spot},
      {"colour: $ a 1 % a day", sums.net_colour, 0.01 * shares * 0.0558269160154 * spot * spot / 365},
      {"volga: $ a vol point squared", sums.net_volga, 1e-4 * shares * 13.2558814056},
  };
  for (const Row& row : rows) EXPECT_NEAR(row.value, row.golden, 1e-10 * std::abs(row.golden)) << row.why;
}

TEST(Totals, PutsOfTheSameStrikeDifferInDeltaThetaAndCharmOnly) {
  TestingMarket market;
  market.rate = 0.03;
  market.carry = 0.01;
  market.positioning = Positioning{PositioningModel::all_long};
  const Totals sums = totals(testing_book({{0.25, Right::put, 105, 0.22, 10}}, market));
  EXPECT_NEAR(sums.net_dex.value(), -0.632651917878 * 1e5, 1e-5);
  EXPECT_NEAR(sums.net_theta.value(), -6.77745392567 * 1000 / 365, 1e-8);
  EXPECT_NEAR(sums.net_charm.value(), -0.414545782309 * 1e5 / 365, 1e-7);
  EXPECT_NEAR(sums.net_gex.value(), 0.0341091362963 * 1e5, 1e-6);
  EXPECT_NEAR(sums.net_vanna.value(), 0.772729523948 * 1000, 1e-8);
}

TEST(Totals, OfAnEmptyBookAreZeroNotNaN) {
  const Totals sums = totals(testing_book({}));
  EXPECT_EQ(sums.net_gex.value(), 0);
  EXPECT_EQ(sums.net_to_gross(), 0);
  EXPECT_EQ(sums.net_speed, 0);
}

TestingMarket with(PositioningModel model, TestingMarket market) {
  market.positioning = Positioning{model};
  return market;
}

// Identity 13 of docs/methods.md 8.3.
RC_GTEST_PROP(Totals, AllShortIsMinusGrossAndAllLongIsGross, ()) {
  const auto options = *random_options();
  const TestingMarket market = *random_market();
  const Totals all_short = totals(testing_book(options, with(PositioningModel::all_short, market)));
  const Totals all_long = totals(testing_book(options, with(PositioningModel::all_long, market)));
  RC_ASSERT(std::abs(all_short.net_gex.value() + all_short.gross_gex.value()) <=
            1e-14 * all_short.gross_gex.value() + no_normal_number);
  RC_ASSERT(all_short.net_gex.value() == -all_long.net_gex.value());
  RC_ASSERT(all_short.net_dex.value() == -all_long.net_dex.value());
  RC_ASSERT(all_short.net_to_gross() <= 0 && all_long.net_to_gross() >= 0);
}

// Identity 13: open interest of calls and puts exchanged at every strike.
RC_GTEST_PROP(Totals, ExchangingCallAndPutOpenInterestTurnsNaiveGexAround, ()) {
  std::vector<TestingOption> pairs = *random_pairs();
  const TestingMarket market = *random_market();
  const Totals before = totals(testing_book(pairs, market));
  for (TestingOption& option : pairs) option.right = option.right == Right::call ? Right::put : Right::call;
  const Totals after = totals(testing_book(pairs, market));
  RC_ASSERT(std::abs(before.net_gex.value() + after.net_gex.value()) <=
            1e-13 * before.gross_gex.value() + no_normal_number);
  RC_ASSERT(std::abs(before.call_gex.value() - after.put_gex.value()) <=
            1e-13 * before.gross_gex.value() + no_normal_number);
}

// Identity 12: linear in open interest.
RC_GTEST_PROP(Totals, ScaleWithOpenInterest, ()) {
  std::vector<TestingOption> options = *random_options();
  const TestingMarket market = *random_market();
  const double factor = *rc::gen::inRange(1, 1000);
  const Totals before = totals(testing_book(options, market));
  for (TestingOption& option : options) option.open_interest *= factor;
  const Totals after = totals(testing_book(options, market));
  const double tolerance = 1e-13 * after.gross_gex.value() + no_normal_number;
  RC_ASSERT(std::abs(after.net_gex.value() - factor * before.net_gex.value()) <= tolerance);
  RC_ASSERT(std::abs(after.gross_gex.value() - factor * before.gross_gex.value()) <= tolerance);
  if (before.gross_gex.value() < no_normal_number) return;
  RC_ASSERT(std::abs(after.net_to_gross() - before.net_to_gross()) <= 1e-13);
}

// Identity 12, the other half: two books are one book.
RC_GTEST_PROP(Totals, AddUpOverOpenInterest, ()) {
  std::vector<TestingOption> options = *random_options();
  const TestingMarket market = *random_market();
  std::vector<TestingOption> first = options, second = options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    first[i].open_interest = std::floor(options[i].open_interest / 3);
    second[i].open_interest -= first[i].open_interest;
  }
  const Totals whole = totals(testing_book(options, market));
  const Totals parts[] = {totals(testing_book(first, market)), totals(testing_book(second, market))};
  const auto off = [&](auto column) { return std::abs(column(whole) - column(parts[0]) - column(parts[1])); };
  RC_ASSERT(off([](const Totals& sums) { return sums.net_gex.value(); }) <=
            1e-13 * whole.gross_gex.value() + no_normal_number);
  double dollars = 0;
  for (const TestingOption& option : options) dollars += option.open_interest * market.multiplier * market.spot;
  RC_ASSERT(off([](const Totals& sums) { return sums.net_dex.value(); }) <= 1e-14 * dollars);
}

// Identity 14.
RC_GTEST_PROP(Totals, AMiniWithTenTimesTheOpenInterestIsTheSame, ()) {
  std::vector<TestingOption> options = *random_options();
  TestingMarket market = *random_market();
  market.multiplier = 100;
  const Totals standard = totals(testing_book(options, market));
  for (TestingOption& option : options) option.open_interest *= 10;
  market.multiplier = 10;
  const Totals mini = totals(testing_book(options, market));
  RC_ASSERT(standard.net_gex == mini.net_gex);
  RC_ASSERT(standard.net_dex == mini.net_dex);
  RC_ASSERT(standard.net_colour == mini.net_colour);
}

// Identity 15: an index ten times the level, the same book.
RC_GTEST_PROP(Totals, ScaleWithThePriceLevel, ()) {
  std::vector<TestingOption> options = *random_options();
  TestingMarket market = *random_market();
  const double factor = *rc::gen::inRange(2, 100);
  const Totals before = totals(testing_book(options, market));
  market.spot *= factor;
  for (TestingOption& option : options) option.strike *= factor;
  const Totals after = totals(testing_book(options, market));
  RC_ASSERT(std::abs(after.net_gex.value() - factor * before.net_gex.value()) <=
            1e-10 * after.gross_gex.value() + no_normal_number);
}

// Identity 21: parity. A call less a put is the share, discounted by its carry.
RC_GTEST_PROP(Totals, CallDexLessPutDexIsTheSharesUnderParity, ()) {
  const double years = *rc::gen::inRange(1, 1000) / 365.0;
  const TestingMarket market = with(PositioningModel::all_long, *random_market());
  const double strike = market.spot * *rc::gen::inRange(70, 131) / 100;
  const double open_interest = *rc::gen::inRange(1, 100'000);
  const auto dex = [&](Right right) {
    return totals(testing_book({{years, right, strike, 0.2, open_interest}}, market)).net_dex.value();
  };
  const double shares = open_interest * market.multiplier * std::exp(-market.carry * years);
  RC_ASSERT(std::abs(dex(Right::call) - dex(Right::put) - shares * market.spot) <= 1e-11 * shares * market.spot);
}

}  // namespace
}  // namespace gammafield::exposure
