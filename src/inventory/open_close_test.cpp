#include "inventory/open_close.h"

#include <gtest/gtest.h>

#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

TEST(OpenClose, AddsUpEveryKindOfCustomerAndNoMarketMaker) {
  const auto read = read_open_close(testing_file("open_close.csv"), "oc.csv");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->days.size(), 2U);
  EXPECT_EQ(read->rows, 3U);
  const Flow& puts = read->days[0].contracts.at(key("SPXW260821P06400000"));
  // (120 - 30 + 5 - 10) + (7 - 2) + (40 - 15) + (-5 + 1) customers, professionals, firms, broker-dealers
  EXPECT_EQ(puts.net.value(), 111);
  EXPECT_EQ(puts.net.value(), 172 - 61) << "which is what the market makers sold net";
  EXPECT_EQ(puts.volume.value(), 235);
  EXPECT_EQ(puts.variance.value(), 0);
  EXPECT_EQ(read->days[0].contracts.at(key("SPXW260821C06500000")).net.value(), -60);
  EXPECT_EQ(read->days[1].contracts.at(key("SPXW260821P06400000")).net.value(), -25);
}

TEST(OpenClose, ReadsTheShapesOfExchanges) {
  struct Row {
    std::string_view why, text;
    double net, volume;
  };
  const Row rows[] = {
      {"an origin a row, as words",
       "trade_date,option_symbol,origin,open_buy,close_buy,open_sell,close_sell\n"
       "2026-08-17,SPXW260821P06400000,Customer,10,1,2,3\n"
       "2026-08-17,SPXW260821P06400000,Professional Customer,1,0,0,0\n"
       "2026-08-17,SPXW260821P06400000,Market Maker,0,0,7,0\n",
       7, 17},
      {"or letters",
       "trade_date,option_symbol,origin,open_buy,close_buy,open_sell,close_sell\n"
       "2026-08-17,SPXW260821P06400000,C,10,1,2,3\n"
       "2026-08-17,SPXW260821P06400000,F,0,0,4,0\n"
       "2026-08-17,SPXW260821P06400000,M,9,9,9,0\n",
       2, 20},
      {"sizes are added, counts of trades and totals are not",
       "trade_date,option_symbol,Customer_Open_Buy_Small_Vol,Customer_Open_Buy_Large_Vol,Customer_Open_Buy_Trades,"
       "Customer_Close_Buy_Small_Vol,Customer_Open_Sell_Small_Vol,Customer_Close_Sell_Small_Vol,Total_Open_Buy\n"
       "2026-08-17,SPXW260821P06400000,10,200,9,0,5,0,999\n",
       205, 215},
      {"an empty cell is nothing traded",
       "trade_date,option_symbol,cust_open_buy,cust_close_buy,cust_open_sell,cust_close_sell\n"
       "2026-08-17,SPXW260821P06400000,10,,,\n",
       10, 10},
      {"two rows of a contract's day are added",
       "trade_date,option_symbol,cust_open_buy,cust_close_buy,cust_open_sell,cust_close_sell\n"
       "2026-08-17,SPXW260821P06400000,10,0,0,0\n2026-08-17,SPXW260821P06400000,0,0,4,0\n",
       6, 14},
  };
  for (const Row& row : rows) {
    const auto read = read_open_close(row.text, "oc.csv");
    ASSERT_TRUE(read) << row.why << ": " << read.error().message;
    const Flow& flow = read->days.at(0).contracts.at(key("SPXW260821P06400000"));
    EXPECT_EQ(flow.net.value(), row.net) << row.why;
    EXPECT_EQ(flow.volume.value(), row.volume) << row.why;
  }
}

TEST(OpenClose, RefusesInOneLine) {
  struct Row {
    std::string_view why, text, message;
  };
  const Row rows[] = {
      {"no date", "option_symbol,cust_open_buy\n", "oc.csv: no column for the trade date (named like `trade_date`)"},
      {"no quantities", "trade_date,option_symbol,volume\n",
       "oc.csv: no columns of contracts bought and sold to open and to close"},
      {"one of the four is missing: its sum would be nobody's position",
       "trade_date,option_symbol,cust_open_buy,cust_close_buy,cust_open_sell\n",
       "oc.csv: no column of close sells to go with column 3"},
      {"whose they are", "trade_date,option_symbol,open_buy,close_buy,open_sell,close_sell\n",
       "oc.csv: no column says whose the bought and sold contracts are (named `origin`)"},
      {"an origin nobody knows",
       "trade_date,option_symbol,origin,open_buy,close_buy,open_sell,close_sell\n"
       "2026-08-17,SPXW260821P06400000,elsewhere,1,1,1,1\n",
       "oc.csv: holds no row that can be used: 1 row left out (missing_field 1); the first is line 2: `elsewhere`"},
      {"a negative quantity",
       "trade_date,option_symbol,cust_open_buy,cust_close_buy,cust_open_sell,cust_close_sell\n"
       "2026-08-17,SPXW260821P06400000,-1,0,0,0\n",
       "oc.csv: holds no row that can be used: 1 row left out (bad_number 1); the first is line 2: `-1`"},
  };
  for (const Row& row : rows) {
    const auto read = read_open_close(row.text, "oc.csv");
    ASSERT_FALSE(read) << row.why;
    EXPECT_EQ(read.error().message, row.message) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::inventory
