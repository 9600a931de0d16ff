#include "inventory/prints.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

std::vector<Print> prints_of(std::string_view text) {
  std::vector<Print> prints;
  EXPECT_TRUE(read_prints(text, "t.csv", [&](const Print& print) { prints.push_back(print); }));
  return prints;
}

TEST(ReadPrints, UnderstandsCboeDataShopRows) {
  const std::string text = testing_file("datashop_trades.csv");
  const auto prints = prints_of(text);
  ASSERT_EQ(prints.size(), 7U);
  EXPECT_EQ(prints[0].contract, key("SPXW260821P06400000"));
  EXPECT_EQ(prints[0].at, market::parse_instant("2026-08-18T13:45:00Z")) << "09:45 in New York";
  EXPECT_EQ(prints[0].price.value(), 21.30);
  EXPECT_EQ(prints[0].size.value(), 10);
  EXPECT_EQ(prints[0].quote.bid->value(), 21.00);
  EXPECT_EQ(prints[0].quote.ask->value(), 21.30);
  EXPECT_EQ(prints[0].condition, Condition::ordinary);
  EXPECT_EQ(prints[2].condition, Condition::undirected) << "131: a spread's auction";
  EXPECT_EQ(prints[5].condition, Condition::cancelled) << "taken back by a later print with 40";
  EXPECT_EQ(prints[6].contract, key("SPX260918P06400000")) << "AM roots stay apart";
}

TEST(ReadPrints, UnderstandsPolygonRowsWithoutAQuote) {
  const std::string text = testing_file("polygon_trades.csv");
  const auto prints = prints_of(text);
  ASSERT_EQ(prints.size(), 4U);
  EXPECT_EQ(prints[1].contract, key("SPXW260821P06400000"));
  EXPECT_EQ(market::to_string(prints[1].day), "2026-08-18");
  EXPECT_FALSE(prints[1].quote.bid);
  EXPECT_EQ(prints[3].condition, Condition::undirected);
}

TEST(ReadPrints, CountsRowsThatCannotBeUsedAndKeepsTheRest) {
  struct Row {
    std::string_view why, line, told;
  };
  const Row rows[] = {
      {"no such contract", "XYZ,2026-08-18T10:00,1,1",
       "1 row left out (unreadable_symbol 1); the first is line 3: `XYZ`"},
      {"a date without a time cannot be placed in the tape", "SPXW260821P06400000,2026-08-18,1,1",
       "1 row left out (bad_date 1); the first is line 3: `2026-08-18`"},
      {"a price that is no number", "SPXW260821P06400000,2026-08-18T10:00,x,1",
       "1 row left out (bad_number 1); the first is line 3: `x`"},
      {"a price of nothing", "SPXW260821P06400000,2026-08-18T10:00,0,1",
       "1 row left out (bad_number 1); the first is line 3: `0`"},
      {"a size below nothing", "SPXW260821P06400000,2026-08-18T10:00,1,-5",
       "1 row left out (bad_number 1); the first is line 3: `-5`"},
      {"a misprinted size", "SPXW260821P06400000,2026-08-18T10:00,1,1e12",
       "1 row left out (bad_number 1); the first is line 3: `1e12`"},
      {"a cell too many", "SPXW260821P06400000,2026-08-18T10:00,1,1,1\n",
       "1 row left out (wrong_cell_count 1); the first is line 3: `SPXW260821P06400000`"},
      {"the end of the file cuts the row", "SPXW260821P06400000,2026-08-18T1",
       "1 row left out (truncated 1); the first is line 3: `SPXW260821P06400000`"},
      {"a quote that never closes", "\"SPXW260821P06400000,2026-08-18T10:00,1,1",
       "1 row left out (truncated 1); the first is line 3: `a quote`"},
  };
  for (const Row& row : rows) {
    const std::string text =
        "option_symbol,timestamp,price,size\nSPXW260821P06400000,2026-08-18T10:00,1,1\n" + std::string{row.line};
    std::size_t handed_on = 0;
    const auto read = read_prints(text, "t.csv", [&](const Print&) { ++handed_on; });
    ASSERT_TRUE(read) << row.why;
    EXPECT_EQ(read->prints, 1U) << row.why;
    EXPECT_EQ(handed_on, 1U) << row.why;
    EXPECT_EQ(read->rejected.told(), row.told) << row.why;
  }
}

TEST(ReadPrints, RefusesInOneLine) {
  struct Row {
    std::string_view why, text, message;
  };
  const Row rows[] = {
      {"nothing", "", "t.csv: is empty, or its first quote never closes"},
      {"another table", "time,open,high,low,close\n",
       "t.csv: its first line does not name the columns of a table of contracts: an option symbol, or root, "
       "expiration, "
       "strike and right"},
      {"no time", "option_symbol,price,size\n",
       "t.csv: no column for the time of a trade (named like `tradedatetime`)"},
      {"no price", "option_symbol,timestamp,size\n",
       "t.csv: no column for the price of a trade (named like `tradeprice`)"},
      {"no size", "option_symbol,timestamp,price\n",
       "t.csv: no column for the size of a trade (named like `tradesize`)"},
      {"no row", "option_symbol,timestamp,price,size\n", "t.csv: holds no trade that can be used"},
      {"no usable row", "option_symbol,timestamp,price,size\nSPXW260821P06400000,yesterday,1,1\n",
       "t.csv: holds no trade that can be used: 1 row left out (bad_date 1); the first is line 2: `yesterday`"},
  };
  for (const Row& row : rows) {
    const auto read = read_prints(row.text, "t.csv", [](const Print&) {});
    ASSERT_FALSE(read) << row.why;
    EXPECT_EQ(read.error().message, row.message) << row.why;
    EXPECT_EQ(read.error().kind, base::RefusalKind::input_rejected) << row.why;
  }
}

TEST(ReadPrints, TakesAQuoteThatIsNoneForNone) {
  const auto prints = prints_of(
      "symbol,expiration,strike,right,trade_timestamp,price,size,bid,ask,condition,order_id\n"
      "SPXW,20260821,6400,put,2026-08-18T10:00:00,1.5,2,NaN,-1,Z,77\n");
  ASSERT_EQ(prints.size(), 1U);
  EXPECT_EQ(prints[0].contract, key("SPXW260821P06400000")) << "ThetaData's symbol is the root";
  EXPECT_FALSE(prints[0].quote.bid);
  EXPECT_FALSE(prints[0].quote.ask);
  EXPECT_EQ(prints[0].condition, Condition::unknown);
  EXPECT_EQ(prints[0].order, "77");
}

}  // namespace
}  // namespace gammafield::inventory
