#include "market/roots.h"

#include <gtest/gtest.h>

namespace gammafield::market {
namespace {

using enum Settlement;
using enum Exercise;
using enum UnderlyingKind;

TEST(RootSpec, SaysTheTermsOfAContract) {
  struct Row {
    std::string_view why;
    std::string_view root;
    RootSpec spec;
  };
  const Row rows[] = {
      {"SPX monthlies settle at the open", "SPX", {"SPX", index, am, european}},
      {"SPXW at the close", "SPXW", {"SPX", index, pm, european}},
      {"old third Fridays at the close", "SPXPM", {"SPX", index, pm, european}},
      {"old quarter ends", "SPXQ", {"SPX", index, pm, european}},
      {"XSP is its own index, at the close", "XSP", {"XSP", index, pm, european}},
      {"NDX at the open", "NDX", {"NDX", index, am, european}},
      {"NDXP at the close", "NDXP", {"NDX", index, pm, european}},
      {"RUT at the open", "RUT", {"RUT", index, am, european}},
      {"RUTW at the close", "RUTW", {"RUT", index, pm, european}},
      {"DJX at the open", "DJX", {"DJX", index, am, european}},
      {"VIX at the open", "VIX", {"VIX", volatility_index, am, european}},
      {"VIX weeklies too", "VIXW", {"VIX", volatility_index, am, european}},
      {"OEX is the American index", "OEX", {"OEX", index, pm, american}},
      {"XEO its European sister", "XEO", {"OEX", index, pm, european}},
      {"MSCI indices settle at the close", "MXEA", {"MXEA", index, pm, european}},
      {"MSCI", "MXEF", {"MXEF", index, pm, european}},
      {"Nanos have a dollar a point", "NANOS", {"NANOS", index, pm, european, Multiplier{1}}},
      {"an ETF", "SPY", {"SPY", stock_or_etf, pm, american}},
      {"a stock", "NVDA", {"NVDA", stock_or_etf, pm, american}},
      {"a root that begins like an index", "SPXL", {"SPXL", stock_or_etf, pm, american}},
      {"a dot is part of the name", "BRK.B", {"BRK.B", stock_or_etf, pm, american}},
      {"a corporate action", "WDC1", {"WDC", stock_or_etf, pm, american, Multiplier{100}, true}},
      {"ten-share minis", "SPY7", {"SPY", stock_or_etf, pm, american, Multiplier{10}, true}},
      {"a 7 alone does not make a mini", "WDC7", {"WDC", stock_or_etf, pm, american, Multiplier{100}, true}},
      {"a FLEX series of an index", "2SPX", {"SPX", index, am, european, Multiplier{100}, true}},
      {"a FLEX series of an ETF", "4SPY", {"SPY", stock_or_etf, pm, american, Multiplier{100}, true}},
      {"digits alone: no letters to keep", "123", {"123", stock_or_etf, pm, american}},
      {"nothing", "", {"", stock_or_etf, pm, american}},
  };
  for (const Row& row : rows) {
    const RootSpec spec = root_spec(row.root);
    EXPECT_EQ(spec.underlying, row.spec.underlying) << row.root << ": " << row.why;
    EXPECT_EQ(spec.kind, row.spec.kind) << row.root << ": " << row.why;
    EXPECT_EQ(spec.settlement, row.spec.settlement) << row.root << ": " << row.why;
    EXPECT_EQ(spec.exercise, row.spec.exercise) << row.root << ": " << row.why;
    EXPECT_EQ(spec.multiplier, row.spec.multiplier) << row.root << ": " << row.why;
    EXPECT_EQ(spec.adjusted, row.spec.adjusted) << row.root << ": " << row.why;
  }
}

TEST(RootSpec, PointsIntoTheRootItWasGiven) {
  const std::string_view root = "WDC1";
  EXPECT_EQ(root_spec(root).underlying.data(), root.data());
}

}  // namespace
}  // namespace gammafield::market
