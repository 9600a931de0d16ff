#include "ingest/file_name.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

TEST(FileNameHint, ReadsTheKnownPatternsOnly) {
  struct Row {
    std::string_view why, path, symbol, date;
  };
  const Row rows[] = {
      {"a page of pairs", "pairs_spy_2026-05-26.json", "SPY", "2026-05-26"},
      {"packed, in a folder", "/data/pairs_qqq_2026-06-17.json.gz", "QQQ", "2026-06-17"},
      {"a compact chain", "spxcompact_2026-06-15.csv.gz", "SPX", "2026-06-15"},
      {"a DataShop file names the root", "cboe_datashop_spxw_2019-06-26.csv", "SPXW", "2019-06-26"},
      {"index and date run together", "spxw20190626.csv", "SPXW", "2019-06-26"},
      {"the symbol as the name, the date above it", "archive/2026-06-17/detail/NVDA.json", "NVDA", "2026-06-17"},
      {"the date as the name, the symbol above it", "snap/SPX/2026-06-15.csv", "SPX", "2026-06-15"},
      {"capitals before the date", "SPY_2026-06-15.csv", "SPY", "2026-06-15"},
      {"a word before the date is no symbol", "chain_2026-06-15.csv", "", "2026-06-15"},
      {"nor is one in lower case", "quotes.csv", "", ""},
      {"a longer number is no date", "export-1202606151.csv", "", ""},
      {"a date that is none", "pairs_spy_2026-02-30.json", "", ""},
      {"standard input", "standard input", "", ""},
      {"nothing", "", "", ""},
      {"Windows", "C:\\data\\pairs_iwm_2026-05-26.json", "IWM", "2026-05-26"},
  };
  for (const auto& [why, path, symbol, date] : rows) {
    const auto hint = file_name_hint(path);
    EXPECT_EQ(hint.symbol, symbol) << why << ": " << path;
    EXPECT_EQ(hint.date ? market::to_string(*hint.date) : "", date) << why << ": " << path;
  }
}

}  // namespace
}  // namespace gammafield::ingest
