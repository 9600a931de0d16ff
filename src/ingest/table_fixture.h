#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "ingest/read_chain.h"

/// What the tests of tables share.
namespace gammafield::ingest {

struct TableFixture {
  std::string_view file;      ///< in testdata/ingest/tables
  std::string_view feed;      ///< ChainSnapshot::feed
  std::size_t snapshots = 1;  ///< of 100 contracts together
  std::string_view symbol = "ACME";
};

/// Every fixture that is a chain (tools/make_table_fixtures.py).
inline constexpr TableFixture table_fixtures[] = {
    {"alphavantage.json", "alphavantage"},
    {"cboe_datashop_acme_2026-08-18.csv", "cboe_datashop"},
    {"cboe_eod.csv", "cboe_eod"},
    {"historicaloptiondata.csv", "historicaloptiondata", 2},
    {"options_desk.json", "options_desk"},
    {"optionsdx.txt", "optionsdx"},
    {"pairs_acme_2026-08-18.json", "pairs"},
    {"polygon.csv", "polygon"},
    {"rows.ndjson", "table"},
    {"spxcompact_2026-08-18.csv", "compact", 1, "SPX"},
    {"yahoo.csv", "yahoo"},
};

inline std::string fixture_text(std::string_view file) {
  std::ifstream in(std::string(GAMMAFIELD_TESTDATA "/ingest/tables/") + std::string(file), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string flag_detail(const market::ChainSnapshot& chain, std::string_view code) {
  const auto found = std::ranges::find(chain.flags, code, &market::DataFlag::code);
  return found == chain.flags.end() ? std::string() : found->detail;
}

inline bool has_flag(const LoadedChain& loaded, std::string_view code) {
  return std::ranges::find(loaded.chain.flags, code, &market::DataFlag::code) != loaded.chain.flags.end();
}

/// The row of a contract; null when the chain has none.
inline const market::OptionRow* row_of(const LoadedChain& loaded, std::string_view expiry, double strike,
                                       market::Right right, std::string_view root = {}) {
  for (const auto& row : loaded.chain.rows) {
    const auto& group = loaded.chain.expiries[row.expiry];
    if (market::to_string(group.date) == expiry && row.strike == market::Strike{strike} && row.right == right &&
        (root.empty() || group.root == root))
      return &row;
  }
  return nullptr;
}

}  // namespace gammafield::ingest
