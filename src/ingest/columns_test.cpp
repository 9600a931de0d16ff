#include "ingest/columns.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

TEST(ColumnUse, KnowsTheNamesOfManyVendors) {
  struct Row {
    std::string_view why, name;
    Meaning meaning;
    Side side = Side::both;
  };
  const Row rows[] = {
      {"plain", "strike", Meaning::strike},
      {"capitals and a blank", "Open Interest", Meaning::open_interest},
      {"camel case (Yahoo)", "openInterest", Meaning::open_interest},
      {"one word (historicaloptiondata)", "openinterest", Meaning::open_interest},
      {"a blank before the name (historicaloptiondata)", " exchange", Meaning::exchange},
      {"brackets (OptionsDX)", "[EXPIRE_DATE]", Meaning::expiry},
      {"a byte-order mark (Cboe DataShop)", "\xEF\xBB\xBFquote_date", Meaning::quote_date},
      {"suffix of the hour (Cboe DataShop)", "bid_1545", Meaning::bid},
      {"the underlying's own quote (Cboe DataShop)", "underlying_bid_1545", Meaning::spot_bid},
      {"volume by another name (Cboe DataShop)", "trade_volume", Meaning::volume},
      {"nested (Massive)", "details.strike_price", Meaning::strike},
      {"nested (Tradier)", "greeks.mid_iv", Meaning::vol},
      {"the call of a wide row (OptionsDX)", "[C_BID]", Meaning::bid, Side::call},
      {"the put of a wide row (ORATS)", "putOpenInterest", Meaning::open_interest, Side::put},
      {"the put of a wide row (ORATS)", "putBidPrice", Meaning::bid, Side::put},
      {"a word that begins like a side is itself", "call_put", Meaning::right},
      {"and so is one letter with it", "cp", Meaning::right},
  };
  for (const auto& [why, name, meaning, side] : rows) {
    const auto use = column_use(name);
    ASSERT_TRUE(use) << why << ": " << name;
    EXPECT_EQ(use->meaning, meaning) << why << ": " << name;
    EXPECT_EQ(use->side, side) << why << ": " << name;
  }
}

TEST(ColumnUse, LeavesAloneWhatItDoesNotKnow) {
  struct Row {
    std::string_view why, name;
  };
  const Row rows[] = {
      {"`vol` is volume to some and volatility to others", "vol"}, {"a size is no price", "bid_size"},
      {"a side has no strike of its own", "call_strike"},          {"theta is not used", "theta"},
      {"the close of the day beside the 15:45 quotes", "bid_eod"}, {"nothing", ""},
  };
  for (const auto& [why, name] : rows) EXPECT_FALSE(column_use(name)) << why;
}

TEST(Columns, TakeTheBestOfSeveralNames) {
  const Columns columns({"type", "option_type", "strike", "mid", "last"});
  RowCells row;
  columns.sort_into(row, {"option", "put", "500", "1.5", "1.4"});
  EXPECT_EQ(row.at(Meaning::right), "put") << "Tradier's `type` says that it is an option";
  EXPECT_EQ(row.at(Meaning::last), "1.4") << "a trade is nearer to a last price than a mid";
  EXPECT_EQ(columns.cell_number(Meaning::right), 2U);
}

TEST(Columns, ShareWhatIsCommonToBothSides) {
  const Columns columns({"strike", "expirDate", "callBidPrice", "putBidPrice", "gamma", "delta"});
  RowCells row;
  columns.sort_into(row, {"500", "2026-09-18", "12", "11", "0.01", "0.55"});
  EXPECT_TRUE(columns.wide());
  EXPECT_EQ(row.at(Meaning::bid, Side::call), "12");
  EXPECT_EQ(row.at(Meaning::bid, Side::put), "11");
  EXPECT_EQ(row.at(Meaning::gamma, Side::put), "0.01") << "one gamma for both";
  EXPECT_EQ(row.own(Meaning::delta, Side::put), "") << "but a single delta is the call's";
}

TEST(Columns, KnowWhetherTheyDescribeContracts) {
  struct Row {
    std::string_view why;
    std::vector<std::string_view> names;
    bool describes;
  };
  const Row rows[] = {
      {"a symbol says all", {"option", "bid", "ask"}, true},
      {"strike, right and expiry", {"strike", "right", "expiry"}, true},
      {"days to expiry will do", {"strike", "dte", "cp"}, true},
      {"sides are rights", {"strike", "expiry", "call_oi", "put_oi"}, true},
      {"bars", {"date", "open", "high", "low", "close"}, false},
      {"a profile by strike", {"date", "time", "spot", "strike", "cg", "pg", "coi", "poi"}, false},
  };
  for (const auto& [why, names, describes] : rows) EXPECT_EQ(Columns(names).describes_contracts(), describes) << why;
}

}  // namespace
}  // namespace gammafield::ingest
