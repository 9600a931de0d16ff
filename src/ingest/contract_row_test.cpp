#include "ingest/contract_row.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;
using market::Right;

RowCells cells(std::initializer_list<std::pair<Meaning, std::string_view>> filled) {
  RowCells row;
  for (const auto& [meaning, cell] : filled) row.set({.meaning = meaning}, cell);
  return row;
}

TEST(ContractRows, TakeTheSymbolsWord) {
  const auto row = cells({{Meaning::option_symbol, "SPXW260821C07500000"},
                          {Meaning::strike, "7500.000"},
                          {Meaning::right, "C"},
                          {Meaning::expiry, "2026-08-21"},
                          {Meaning::bid, "12.5"},
                          {Meaning::open_interest, "1,200"}});
  const auto contract = ContractRows().read(row, Side::both, std::nullopt);
  ASSERT_TRUE(contract);
  EXPECT_EQ(contract->root, "SPXW");
  EXPECT_EQ(contract->option.expiry, 2026y / 8 / 21);
  EXPECT_EQ(contract->option.strike, market::Strike{7500});
  EXPECT_EQ(contract->option.bid, 12.5);
  EXPECT_EQ(contract->option.open_interest, 1200);
  EXPECT_FALSE(contract->option.ask) << "a column that is not there is none, not zero";
}

TEST(ContractRows, DoWithoutASymbol) {
  const auto row = cells({{Meaning::root, "ndxp"},
                          {Meaning::strike, "$20,000"},
                          {Meaning::right, "put"},
                          {Meaning::expiry, "08/21/2026"}});
  const auto contract = ContractRows().read(row, Side::both, std::nullopt);
  ASSERT_TRUE(contract);
  EXPECT_EQ(contract->root, "NDXP");
  EXPECT_EQ(contract->option.right, Right::put);
  EXPECT_EQ(contract->option.strike, market::Strike{20000});
}

TEST(ContractRows, CountDaysToExpiryFromTheSnapshotsDate) {
  const auto row = cells({{Meaning::strike, "100"}, {Meaning::right, "P"}, {Meaning::days_to_expiry, "3"}});
  const auto dated = ContractRows().read(row, Side::both, 2026y / 8 / 30);
  ASSERT_TRUE(dated);
  EXPECT_EQ(dated->option.expiry, 2026y / 9 / 2);
  EXPECT_TRUE(dated->expiry_from_days);
  const auto undated = ContractRows().read(row, Side::both, std::nullopt);
  ASSERT_FALSE(undated) << "no date to count from";
  EXPECT_EQ(undated.error().reason, RejectReason::bad_date);
}

TEST(ContractRows, SayWhatIsWrong) {
  struct Row {
    std::string_view why;
    RowCells cells;
    RejectReason reason;
    std::optional<Meaning> cell;
  };
  const Row rows[] = {
      {"symbol and strike disagree: one of them is of another row",
       cells({{Meaning::option_symbol, "SPY260821C00500000"}, {Meaning::strike, "505"}}),
       RejectReason::unreadable_symbol, Meaning::strike},
      {"symbol and right disagree", cells({{Meaning::option_symbol, "SPY260821C00500000"}, {Meaning::right, "P"}}),
       RejectReason::unreadable_symbol, Meaning::right},
      {"symbol and expiry disagree by more than a weekend's day",
       cells({{Meaning::option_symbol, "SPY260821C00500000"}, {Meaning::expiry, "2026-08-28"}}),
       RejectReason::unreadable_symbol, Meaning::expiry},
      {"a symbol that is none, and nothing beside it", cells({{Meaning::option_symbol, "SPY 500 CALL"}}),
       RejectReason::unreadable_symbol, Meaning::option_symbol},
      {"no strike", cells({{Meaning::right, "C"}, {Meaning::expiry, "2026-08-21"}}), RejectReason::bad_strike,
       Meaning::strike},
      {"a strike in per cent",
       cells({{Meaning::strike, "50%"}, {Meaning::right, "C"}, {Meaning::expiry, "2026-08-21"}}),
       RejectReason::bad_strike, Meaning::strike},
      {"no right", cells({{Meaning::strike, "5"}, {Meaning::expiry, "2026-08-21"}}), RejectReason::missing_field,
       Meaning::right},
      {"no date", cells({{Meaning::strike, "5"}, {Meaning::right, "C"}, {Meaning::expiry, "soon"}}),
       RejectReason::bad_date, Meaning::expiry},
      {"a price that is no number", cells({{Meaning::option_symbol, "SPY260821C00500000"}, {Meaning::ask, "1.2.3"}}),
       RejectReason::bad_number, Meaning::ask},
  };
  for (const auto& [why, row, reason, cell] : rows) {
    const auto contract = ContractRows().read(row, Side::both, std::nullopt);
    ASSERT_FALSE(contract) << why;
    EXPECT_EQ(contract.error().reason, reason) << why;
    EXPECT_EQ(contract.error().cell, cell) << why;
  }
}

TEST(ContractRows, ForgiveASaturday) {
  const auto row = cells({{Meaning::root, "VXX170120C00025000"}, {Meaning::expiry, "01/21/2017"}});
  const auto contract = ContractRows().read(row, Side::both, std::nullopt);
  ASSERT_TRUE(contract);
  EXPECT_EQ(contract->option.expiry, 2017y / 1 / 20);
  EXPECT_TRUE(contract->saturday);
}

TEST(SymbolOf, DropsTheVendorsMarks) {
  for (const std::string_view text : {"SPX", "_SPX", "^SPX", "$SPX", "I:SPX", " spx "})
    EXPECT_EQ(symbol_of(text), "SPX") << text;
  for (const std::string_view text : {"", "S&P 500", "TOOLONGX", "BTC-USD", "."})
    EXPECT_EQ(symbol_of(text), "") << text;
}

}  // namespace
}  // namespace gammafield::ingest
