#include "exports/chain_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "ingest/read_chain.h"

namespace gammafield::exports {
namespace {

ingest::LoadedChain read(const std::string& text) {
  auto loaded = ingest::read_chain(text, {}, "exported");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
  return loaded ? std::move(loaded->front()) : ingest::LoadedChain{};
}

ingest::LoadedChain fixture(const char* name) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/ingest/" + name, std::ios::binary};
  return read({std::istreambuf_iterator<char>{file}, {}});
}

void expect_the_same(const market::ChainSnapshot& one, const market::ChainSnapshot& other) {
  EXPECT_EQ(one.symbol, other.symbol);
  EXPECT_EQ(one.as_of, other.as_of);
  EXPECT_EQ(one.spot, other.spot);
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
    EXPECT_EQ(std::tuple(a.vendor_vol, a.vendor_delta, a.vendor_gamma),
              std::tuple(b.vendor_vol, b.vendor_delta, b.vendor_gamma));
  }
}

TEST(ChainTable, IsReadBackAsTheSameSnapshot) {
  for (const char* name : {"cboe_xyz.json", "quotedata_spx.csv"}) {
    const auto loaded = fixture(name);
    expect_the_same(read(chain_csv_head() + chain_csv(loaded.chain)).chain, loaded.chain);
    expect_the_same(read(chain_ndjson(loaded.chain)).chain, loaded.chain);
  }
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
