#include "market/coin_option.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::market {
namespace {

using namespace std::chrono;

TEST(CoinOption, IsReadFromTheExchangesName) {
  struct Row {
    std::string_view why, name;
    Exchange exchange;
    std::string_view root;
    Date expiry;
    Right right;
    double strike;
  };
  const Row rows[] = {
      {"inverse", "BTC-25DEC26-100000-C", Exchange::deribit, "BTC", 2026y / December / 25, Right::call, 100000},
      {"no zero before the day", "ETH-5JUN26-1650-P", Exchange::deribit, "ETH", 2026y / June / 5, Right::put, 1650},
      {"linear", "SOL_USDC-25SEP26-45-P", Exchange::deribit, "SOL_USDC", 2026y / September / 25, Right::put, 45},
      {"d is the point", "XRP_USDC-30JUN23-0d625-C", Exchange::deribit, "XRP_USDC", 2023y / June / 30, Right::call,
       0.625},
      {"OKX's", "BTC-USD-270326-90000-C", Exchange::okx, "BTC", 2027y / March / 26, Right::call, 90000},
  };
  for (const Row& row : rows) {
    const auto option = parse_coin_option(row.name);
    ASSERT_TRUE(option) << row.why;
    EXPECT_EQ(option->exchange, row.exchange) << row.why;
    EXPECT_EQ(option->root, row.root) << row.why;
    EXPECT_EQ(option->expiry, row.expiry) << row.why;
    EXPECT_EQ(option->right, row.right) << row.why;
    EXPECT_EQ(option->strike, Strike{row.strike}) << row.why;
    EXPECT_EQ(to_string(*option), row.name) << row.why;
  }
}

TEST(CoinOption, IsNothingElse) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"a perpetual", "BTC-PERPETUAL"},
      {"a future", "BTC-25DEC26"},
      {"a combination", "BTC-CS-19MAY26-70000_75000"},
      {"no such day", "BTC-31JUN26-100000-C"},
      {"a zero before the day", "BTC-05JUN26-100000-C"},
      {"no such month", "BTC-5JUX26-100000-C"},
      {"no such right", "BTC-5JUN26-100000-X"},
      {"a strike of zero", "BTC-5JUN26-0-C"},
      {"a strike that ends in its point", "BTC-5JUN26-0d-C"},
      {"a strike beyond any", "BTC-5JUN26-9999999-C"},
      {"no root", "-5JUN26-100000-C"},
      {"an OSI symbol", "SPXW220712C03850000"},
      {"nothing", ""},
  };
  for (const auto& [why, name] : rows) EXPECT_FALSE(parse_coin_option(name)) << why;
}

TEST(CoinOption, SaysWhatPremiumsAreIn) {
  EXPECT_TRUE(premiums_in_coin("BTC"));
  EXPECT_FALSE(premiums_in_coin("SOL_USDC"));
}

RC_GTEST_PROP(CoinOptionProperty, ReadsBackWhatItWrites, ()) {
  const auto days_on = *rc::gen::inRange(0, 36'000);
  const auto thousandths = *rc::gen::inRange(1, 1'000'000'000);
  const CoinOption option{*rc::gen::element(Exchange::deribit, Exchange::okx),
                          *rc::gen::element<std::string>("BTC", "X1_USDC"),
                          Date{sys_days{2000y / January / 1} + days{days_on}},
                          *rc::gen::element(Right::call, Right::put), Strike{thousandths / 1000.0}};
  const auto back = parse_coin_option(to_string(option));
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->root == option.root && back->expiry == option.expiry && back->right == option.right);
  RC_ASSERT(back->strike == option.strike);
}

}  // namespace
}  // namespace gammafield::market
