#include "exports/chain_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>

#include "engine/analysis.h"
#include "engine/report_json.h"
#include "ingest/read_chain.h"

namespace gammafield::exports {
namespace {

ingest::LoadedChain read(const std::string& text, const ingest::ReadOptions& options = {}) {
  auto loaded = ingest::read_chain(text, options, "exported");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
  return loaded ? std::move(loaded->front()) : ingest::LoadedChain{};
}

ingest::LoadedChain fixture(const char* name, const std::optional<std::string>& symbol = {}) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/ingest/" + name, std::ios::binary};
  return read({std::istreambuf_iterator<char>{file}, {}}, {.symbol = symbol});
}

void expect_the_same(const market::ChainSnapshot& one, const market::ChainSnapshot& other) {
  EXPECT_EQ(one.symbol, other.symbol);
  EXPECT_EQ(one.as_of, other.as_of);
  EXPECT_EQ(one.spot, other.spot);
  EXPECT_EQ(one.spot_at, other.spot_at);
  EXPECT_EQ(one.oi_date, other.oi_date);
  EXPECT_EQ(one.calendar->exchange(), other.calendar->exchange());
  EXPECT_EQ(one.trades_for_quotes, other.trades_for_quotes);
  ASSERT_EQ(one.expiries.size(), other.expiries.size());
  for (std::size_t i = 0; i < one.expiries.size(); ++i) {
    EXPECT_EQ(one.expiries[i].root, other.expiries[i].root);
    EXPECT_EQ(one.expiries[i].settles_at, other.expiries[i].settles_at);
    EXPECT_EQ(one.expiries[i].multiplier, other.expiries[i].multiplier);
  }
  ASSERT_EQ(one.rows.size(), other.rows.size());
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    const auto &a = one.rows[i], &b = other.rows[i];
    EXPECT_EQ(std::tuple(a.expiry, a.right, a.strike, a.bid, a.ask, a.last, a.open_interest, a.volume),
              std::tuple(b.expiry, b.right, b.strike, b.bid, b.ask, b.last, b.open_interest, b.volume));
    EXPECT_EQ(std::tuple(a.vendor_vol, a.vendor_delta, a.vendor_gamma, a.quoted_at),
              std::tuple(b.vendor_vol, b.vendor_delta, b.vendor_gamma, b.quoted_at));
    if (a.printed_vol) {
      EXPECT_EQ(a.printed_vol, b.printed_vol);
    }
  }
}

/// The Report of a chain but for what a form alone can say: its name, its flags, its unreadable rows.
std::string report_of(ingest::LoadedChain loaded) {
  loaded.chain.feed.clear();
  loaded.chain.flags.clear();
  loaded.chain.as_of_source = market::AsOfSource::file;
  loaded.rejects.clear();
  loaded.contracts_read = loaded.chain.rows.size();
  const auto analysis = engine::analyse(loaded, {});
  EXPECT_TRUE(analysis);
  return analysis ? engine::to_json(analysis->report) : std::string{};
}

struct Listed {
  const char* why;
  const char* file;
  std::optional<std::string> symbol;
};

const Listed listed[] = {
    {"US, a stock with dividends", "cboe_xyz.json", {}},
    {"US, an index settled in the morning and at the close", "quotedata_spx.csv", {}},
    {"rupees, lots, no bid and ask in some", "tables/nse_site.json", {}},
    {"inverse: premiums were in coin, and are not times the coin's price once more", "deribit_summary.json", "BTC"},
    {"linear: a root with a mark in it, premiums in dollars", "deribit_summary.json", "SOL_USDC"},
};

TEST(ChainTable, IsReadBackAsTheSameSnapshot) {
  for (const Listed& row : listed) {
    SCOPED_TRACE(row.why);
    const auto loaded = fixture(row.file, row.symbol);
    ASSERT_FALSE(loaded.chain.rows.empty());
    for (const std::string& text : {chain_csv_head() + chain_csv(loaded.chain), chain_ndjson(loaded.chain)}) {
      const auto again = read(text);
      expect_the_same(again.chain, loaded.chain);
      EXPECT_EQ(report_of(again), report_of(loaded));
    }
  }
}

TEST(ChainTable, IsWrittenTheSameByAReaderOfIt) {
  for (const Listed& row : listed) {
    const std::string text = chain_csv_head() + chain_csv(fixture(row.file, row.symbol).chain);
    EXPECT_EQ(chain_csv_head() + chain_csv(read(text).chain), text) << row.why;
  }
}

TEST(ChainTable, OfAnotherMoneyOrExchangeIsRejectedRowByRow) {
  const auto loaded = fixture("deribit_summary.json", "BTC");
  std::string text = chain_csv_head() + chain_csv(loaded.chain);
  const auto change = [&](std::string_view from, std::string_view to) {
    const auto at = text.rfind(from);
    ASSERT_NE(at, text.npos);
    text.replace(at, from.size(), to);
  };
  change(",Deribit,USD", ",Deribit,EUR");
  change(",Deribit,USD", ",OKX,USD");
  const auto again = read(text);
  ASSERT_EQ(again.rejects.size(), 2u);
  EXPECT_EQ(again.rejects[0].text, "listed on OKX in a chain of Deribit");
  EXPECT_EQ(again.rejects[1].text, "premiums in EUR in a chain of Deribit");
}

TEST(ChainTable, KeepsQuotesThatAreZeroApartFromNone) {
  auto loaded = fixture("tables/nse_site.json");
  for (auto& row : loaded.chain.rows) row.bid = row.ask = std::nullopt;
  loaded.chain.trades_for_quotes = false;
  EXPECT_FALSE(read(chain_csv_head() + chain_csv(loaded.chain)).chain.trades_for_quotes);
  loaded.chain.trades_for_quotes = true;
  EXPECT_TRUE(read(chain_csv_head() + chain_csv(loaded.chain)).chain.trades_for_quotes);
}

TEST(ChainTable, HoldsManySnapshotsInOneFile) {
  auto loaded = fixture("cboe_xyz.json");
  std::string text = chain_csv_head() + chain_csv(loaded.chain);
  loaded.chain.as_of += std::chrono::minutes{1};
  text += chain_csv(loaded.chain);
  const auto both = ingest::read_chain(text, {}, "exported");
  ASSERT_TRUE(both);
  ASSERT_EQ(both->size(), 2u);
  expect_the_same(both->back().chain, loaded.chain);
}

}  // namespace
}  // namespace gammafield::exports
