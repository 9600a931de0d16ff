#include "exposure/by_strike.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "base/compensated_sum.h"
#include "exposure/by_expiry.h"
#include "exposure/testing_book.h"
#include "exposure/testing_random.h"

namespace gammafield::exposure {
namespace {

using market::Right;

TEST(ByStrike, GathersExpiriesAndRightsOfAStrike) {
  const std::vector<TestingOption> options = {{0.1, Right::call, 105, 0.2, 3000},
                                              {0.5, Right::call, 105, 0.3, 1000},
                                              {0.1, Right::put, 105, 0.2, 500},
                                              {0.1, Right::put, 95, 0.2, 2000}};
  const Book book = testing_book(options);
  const std::vector<StrikeExposure> bars = by_strike(book);
  ASSERT_EQ(bars.size(), 2U);
  EXPECT_EQ(bars[0].strike.value(), 95);
  EXPECT_EQ(bars[0].call.value(), 0);
  EXPECT_EQ(bars[0].net.value(), -bars[0].put.value());
  EXPECT_EQ(bars[1].strike.value(), 105);
  EXPECT_EQ(bars[1].call_open_interest.value(), 4000);
  EXPECT_EQ(bars[1].put_open_interest.value(), 500);
  EXPECT_EQ(bars[1].open_interest().value(), 4500);
  EXPECT_DOUBLE_EQ(bars[1].net.value(), bars[1].call.value() - bars[1].put.value());
  EXPECT_DOUBLE_EQ(bars[1].absolute().value(), bars[1].call.value() + bars[1].put.value());
}

TEST(ByStrike, AnEmptyBookHasNoBars) {
  EXPECT_TRUE(by_strike(testing_book({})).empty());
  EXPECT_TRUE(by_expiry(testing_book({})).empty());
}

struct Sums {
  double net = 0, call = 0, put = 0, contracts = 0;
};

template <class Exposures>
Sums sums_over(const Exposures& exposures) {
  base::CompensatedSum net, call, put, contracts;
  for (const auto& exposure : exposures) {
    net.add(exposure.net.value());
    call.add(exposure.call.value());
    put.add(exposure.put.value());
    contracts.add(exposure.call_open_interest.value() + exposure.put_open_interest.value());
  }
  return {net.value(), call.value(), put.value(), contracts.value()};
}

// Identity 16 of docs/methods.md 8.3: strikes, expiries and contracts tell the same.
RC_GTEST_PROP(ByStrike, SumsOverStrikesExpiriesAndContractsAgree, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const Totals all = totals(book);
  const double tolerance = 1e-15 * all.gross_gex.value() + no_normal_number;
  for (const Sums& sums : {sums_over(by_strike(book)), sums_over(by_expiry(book))}) {
    RC_ASSERT(std::abs(sums.net - all.net_gex.value()) <= tolerance);
    RC_ASSERT(std::abs(sums.call - all.call_gex.value()) <= tolerance);
    RC_ASSERT(std::abs(sums.put - all.put_gex.value()) <= tolerance);
    RC_ASSERT(sums.contracts == book.kept_open_interest.value());
  }
}

RC_GTEST_PROP(ByStrike, AscendWithOneBarAStrikeAndNaiveNetIsCallLessPut, ()) {
  const auto bars = by_strike(testing_book(*random_options(), *random_market()));
  RC_ASSERT(std::ranges::adjacent_find(bars, std::ranges::greater_equal{}, &StrikeExposure::strike) == bars.end());
  for (const StrikeExposure& bar : bars) {
    RC_ASSERT(bar.call.value() >= 0 && bar.put.value() >= 0);
    RC_ASSERT(std::abs(bar.net.value() - (bar.call.value() - bar.put.value())) <=
              1e-15 * bar.absolute().value() + no_normal_number);
  }
}

// Identity 19: what moves from one strike to another changes these two bars.
RC_GTEST_PROP(ByStrike, MovingOpenInterestChangesTheTwoStrikesOnly, ()) {
  std::vector<TestingOption> options = *random_pairs();
  const TestingMarket market = *random_market();
  const auto from = *rc::gen::inRange<std::size_t>(0, options.size());
  const auto to = *rc::gen::inRange<std::size_t>(0, options.size());
  const auto before = by_strike(testing_book(options, market));
  options[to].open_interest += 1000;
  options[from].open_interest += 1;  // never to zero: a strike without holdings has no bar
  const auto after = by_strike(testing_book(options, market));
  RC_ASSERT(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double strike = before[i].strike.value();
    if (strike == options[from].strike || strike == options[to].strike) continue;
    RC_ASSERT(before[i].net == after[i].net && before[i].absolute() == after[i].absolute());
  }
}

std::uint64_t bits(market::UsdPerPercent exposure) { return std::bit_cast<std::uint64_t>(exposure.value()); }

RC_GTEST_PROP(ByStrike, TheSameBookGivesTheSameBits, ()) {
  const auto options = *random_options();
  const TestingMarket market = *random_market();
  auto shuffled = options;
  std::ranges::reverse(shuffled);  // the chain sorts its rows
  const auto first = by_strike(testing_book(options, market)), second = by_strike(testing_book(shuffled, market));
  RC_ASSERT(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    RC_ASSERT(bits(first[i].net) == bits(second[i].net));
    RC_ASSERT(bits(first[i].call) == bits(second[i].call));
  }
}

TEST(ByExpiry, KeepsTheChainsOrderAndSkipsExpiriesWithoutHoldings) {
  const Book book =
      testing_book({{0.1, Right::call, 100, 0.2, 0}, {0.5, Right::call, 100, 0.2, 10}, {1, Right::put, 100, 0.2, 5}});
  const auto expiries = by_expiry(book);
  ASSERT_EQ(expiries.size(), 2U);
  EXPECT_EQ(expiries[0].expiry, 1U);
  EXPECT_EQ(expiries[0].call_open_interest.value(), 10);
  EXPECT_EQ(expiries[1].expiry, 2U);
  EXPECT_EQ(expiries[1].net.value(), -expiries[1].put.value());
}

}  // namespace
}  // namespace gammafield::exposure
