#include "pricing/quote_quality.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::OptionRow;
using market::Right;

QuoteFlags set_of(std::initializer_list<QuoteFlag> flags) {
  QuoteFlags set = 0;
  for (const QuoteFlag flag : flags) set |= static_cast<QuoteFlags>(flag);
  return set;
}

std::string names(QuoteFlags flags) {
  std::string text;
  for (std::size_t i = 0; i < quote_flag_count; ++i)
    if ((flags >> i & 1) != 0) text += std::string(to_string(static_cast<QuoteFlag>(1 << i))) + ' ';
  return text;
}

OptionRow quoted(std::optional<double> bid, std::optional<double> ask) {
  OptionRow row;
  if (bid) row.bid = market::Price{*bid};
  if (ask) row.ask = market::Price{*ask};
  row.vendor_vol = market::ImpliedVol{0.2};
  row.open_interest = market::Contracts{10};
  return row;
}

TEST(QuoteFlags, OfALastTradeInAChainWithoutQuotes) {
  using enum QuoteFlag;
  OptionRow row = quoted({}, {});
  EXPECT_EQ(names(flags_of_trade(row)), names(set_of({no_quote}))) << "never traded";
  row.last = market::Price{2.5};
  EXPECT_EQ(names(flags_of_trade(row)), names(set_of({last_trade}))) << "volume not told";
  EXPECT_TRUE(has_mid(flags_of_trade(row)));
  EXPECT_EQ(mid_of(row), 2.5);
  EXPECT_EQ(half_spread_of(row), 0);
  row.volume = market::Contracts{7};
  EXPECT_EQ(names(flags_of_trade(row)), names(set_of({last_trade})));
  row.volume = market::Contracts{0};
  EXPECT_EQ(names(flags_of_trade(row)), names(set_of({no_quote}))) << "of another day";
}

TEST(QuoteFlags, OfARowByItself) {
  using enum QuoteFlag;
  struct Row {
    std::string_view why;
    std::optional<double> bid, ask;
    QuoteFlags flags;
    bool mid;
  };
  const Row rows[] = {
      {"two sides", 1.0, 1.1, {}, true},
      {"nothing printed", {}, {}, set_of({no_quote}), false},
      {"one side only", 1.0, {}, set_of({no_quote}), false},
      {"nobody bids", 0.0, 0.05, set_of({zero_bid}), false},
      {"nobody bids, and the ask is wide", 0.0, 4.8, set_of({zero_bid, wide}), false},
      {"bid above ask", 1.2, 1.1, set_of({crossed}), false},
      {"bid at ask", 1.1, 1.1, set_of({locked}), true},
      {"more than half of mid, and more than five ticks", 1.0, 2.0, set_of({wide}), true},
      {"more than half of mid, but only four ticks", 0.05, 0.25, {}, true},
      {"ten ticks, but little of mid", 50, 50.5, {}, true},
  };
  for (const Row& row : rows) {
    const QuoteFlags flags = flags_of_row(quoted(row.bid, row.ask), 0.05);
    EXPECT_EQ(flags, row.flags) << row.why << ": " << names(flags);
    EXPECT_EQ(has_mid(flags), row.mid) << row.why;
  }
}

TEST(QuoteFlags, SayWhatElseIsMissing) {
  OptionRow row = quoted(1.0, 1.1);
  row.vendor_vol.reset();
  row.open_interest.reset();
  EXPECT_EQ(flags_of_row(row, 0.05), set_of({QuoteFlag::vendor_iv_missing, QuoteFlag::no_open_interest}));
  row.open_interest = market::Contracts{0};
  EXPECT_EQ(flags_of_row(row, 0.05), set_of({QuoteFlag::vendor_iv_missing, QuoteFlag::no_open_interest}));
}

TEST(QuoteFlags, OfTheBoundsAllowForHalfTheSpread) {
  struct Row {
    std::string_view why;
    Right right;
    double bid, ask;
    QuoteFlags flags;
  };
  const Row rows[] = {
      // F 110, D 0.9, K 100: the call is worth 9 to 99, the put 0 to 90
      {"a call at its intrinsic value", Right::call, 8.9, 9.1, {}},
      {"below it, within half the spread", Right::call, 8.7, 9.0, {}},
      {"below it beyond half the spread", Right::call, 8.5, 8.7, set_of({QuoteFlag::below_intrinsic})},
      {"a call above the forward", Right::call, 99.5, 99.9, set_of({QuoteFlag::above_bound})},
      {"a call at the forward", Right::call, 98.8, 99.2, {}},
      {"a put above its strike", Right::put, 90.5, 90.9, set_of({QuoteFlag::above_bound})},
      {"a put for next to nothing", Right::put, 0.05, 0.1, {}},
  };
  for (const Row& row : rows) {
    OptionRow option = quoted(row.bid, row.ask);
    option.right = row.right;
    option.strike = market::Strike{100};
    EXPECT_EQ(flags_of_bounds(option, 110, 0.9), row.flags) << row.why;
  }
}

/// Flags of one side's quotes at strikes 100, 105, 110, ...
std::vector<QuoteFlags> arbitrage(Right right, std::initializer_list<std::pair<double, double>> quotes) {
  TestingChain made;
  made.add("SPXW", tuesday);
  double strike = 100;
  for (const auto& [bid, ask] : quotes) {
    OptionRow& row = made.row(right, strike);
    row.bid = market::Price{bid};
    row.ask = market::Price{ask};
    strike += 5;
  }
  std::vector<QuoteFlags> flags;
  for (const OptionRow& row : made.chain().rows)
    flags.push_back(flags_of_row(row, 0.05) & ~set_of({QuoteFlag::vendor_iv_missing}));
  flag_arbitrage(made.chain(), StrikeLadder(made.chain()).of(0), flags);
  return flags;
}

TEST(QuoteFlags, OfAnExpiryNeedAGainBeyondTheSpreads) {
  constexpr auto monotone = static_cast<QuoteFlags>(QuoteFlag::non_monotone);
  constexpr auto convex = static_cast<QuoteFlags>(QuoteFlag::non_convex);
  constexpr auto zero_bid = static_cast<QuoteFlags>(QuoteFlag::zero_bid);
  using Flags = std::vector<QuoteFlags>;
  EXPECT_EQ(arbitrage(Right::call, {{9, 9.2}, {6, 6.2}, {4, 4.2}}), Flags({0, 0, 0})) << "a decent call side";
  EXPECT_EQ(arbitrage(Right::put, {{4, 4.2}, {6, 6.2}, {9, 9.2}}), Flags({0, 0, 0})) << "a decent put side";
  EXPECT_EQ(arbitrage(Right::call, {{6, 6.2}, {6.1, 6.4}}), Flags({0, 0})) << "dearer, but not beyond the ask";
  EXPECT_EQ(arbitrage(Right::call, {{6, 6.2}, {6.3, 6.5}}), Flags({monotone, monotone})) << "sell the higher strike";
  EXPECT_EQ(arbitrage(Right::put, {{6.3, 6.5}, {6, 6.2}}), Flags({monotone, monotone})) << "sell the lower put";
  EXPECT_EQ(arbitrage(Right::call, {{10, 10.2}, {7.8, 8}, {5, 5.2}}), Flags({0, convex, 0}))
      << "7.8 against 7.7 of wings";
  EXPECT_EQ(arbitrage(Right::call, {{10, 10.2}, {7.6, 8}, {5, 5.2}}), Flags({0, 0, 0})) << "7.6 against 7.7";
  EXPECT_EQ(arbitrage(Right::call, {{6, 6.2}, {0, 0.1}, {6.3, 6.5}}), Flags({monotone, zero_bid, monotone}))
      << "a quote without a bid is passed over";
}

TEST(QuoteTick, IsANickelUnlessACentIsSeen) {
  TestingChain made;
  made.add_quoted({.half_spread = 0.05}, 4900, 5100, 25);
  made.change_rows([](OptionRow& row) { row.bid = market::Price{0.05}, row.ask = market::Price{123.10}; });
  EXPECT_EQ(quote_tick(made.chain()), 0.05);
  made.chain().rows.back().ask = market::Price{1.01};
  EXPECT_EQ(quote_tick(made.chain()), 0.01);
}

}  // namespace
}  // namespace gammafield::pricing
