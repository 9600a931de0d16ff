#include "ingest/dbn.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "ingest/dbn_stream.h"
#include "ingest/read_chain.h"
#include "ingest/testing_files.h"

namespace gammafield::ingest {
namespace {

std::string dbn(std::string_view name) { return testing::fixture("dbn/" + std::string{name}); }

std::string whole(int version) {
  return dbn(fmt::format("definition_v{}.dbn", version)) + dbn(fmt::format("statistics_v{}.dbn", version)) +
         dbn("quotes_v3.dbn");
}

LoadedChain read(const std::string& bytes, const ReadOptions& options = {}) {
  auto result = read_chain(bytes, options, "opra.dbn");
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? std::move(result->front()) : LoadedChain{};
}

std::string flags_of(const LoadedChain& loaded) {
  std::string codes;
  for (const auto& flag : loaded.chain.flags) codes += flag.code + " ";
  return codes;
}

/// Contracts, quotes and open interest; what a table cannot say is left out.
std::string contracts_of(const LoadedChain& loaded) {
  std::string out;
  for (const auto& row : loaded.chain.rows) {
    const auto& expiry = loaded.chain.expiries[row.expiry];
    const auto maybe = [](const auto& value) { return value ? fmt::format("{}", value->value()) : std::string{"-"}; };
    out += fmt::format("{} {} {} {} bid {} ask {} last {} oi {} x {}\n", expiry.root, market::to_string(expiry.date),
                       market::letter(row.right), row.strike.value(), maybe(row.bid), maybe(row.ask), maybe(row.last),
                       maybe(row.open_interest), expiry.multiplier.value());
  }
  return out;
}

std::string the_same_as_a_table() {
  ReadOptions options;
  options.as_of = market::parse_instant("2026-08-18T14:03:59Z");
  return contracts_of(read(testing::fixture("dbn/chain.csv"), options));
}

TEST(Dbn, EveryVersionIsTheChainThatATableHolds) {
  const std::string table = the_same_as_a_table();
  ASSERT_EQ(std::count(table.begin(), table.end(), '\n'), 40);
  for (const int version : {1, 2, 3}) {
    const auto loaded = read(whole(version));
    EXPECT_EQ(contracts_of(loaded), table) << "version " << version;
    EXPECT_EQ(loaded.chain.feed, "dbn");
    EXPECT_EQ(loaded.chain.symbol, "SPX");
    EXPECT_EQ(loaded.chain.as_of, market::parse_instant("2026-08-18T14:03:59Z")) << "the last quote";
    EXPECT_EQ(loaded.chain.spot, std::nullopt);
    EXPECT_TRUE(loaded.rejects.empty());
    for (const auto& row : loaded.chain.rows) EXPECT_GE(row.quoted_at, market::parse_instant("2026-08-18T14:03:20Z"));
    EXPECT_EQ(loaded.chain.expiries.size(), 2u) << "SPX settles in the morning, SPXW at the close";
  }
}

TEST(Dbn, TheOrderOfItsPartsIsNobodysBusiness) {
  EXPECT_EQ(contracts_of(read(dbn("quotes_v3.dbn") + dbn("statistics_v2.dbn") + dbn("definition_v1.dbn"))),
            the_same_as_a_table());
}

TEST(Dbn, MappingsNameContractsWithoutDefinitions) {
  EXPECT_EQ(contracts_of(read(dbn("statistics_v1.dbn") + dbn("quotes_v3.dbn"))), the_same_as_a_table());
}

TEST(Dbn, WhatIsAfterAsOfIsNotKnownYet) {
  ReadOptions options;
  options.as_of = market::parse_instant("2026-08-18T13:31:00Z");
  const auto loaded = read(whole(3), options);
  EXPECT_EQ(loaded.chain.rows.size(), 40u);
  EXPECT_NE(flags_of(loaded).find("later_records_left_out"), std::string::npos);
  for (const auto& row : loaded.chain.rows) EXPECT_FALSE(row.last) << "trades come in the third round";
  EXPECT_NE(contracts_of(loaded), the_same_as_a_table());
}

TEST(Dbn, ASideWithoutPriceIsNoBid) {
  const auto loaded = read(whole(3));
  EXPECT_GT(std::ranges::count_if(loaded.chain.rows, [](const auto& row) { return row.bid == market::Price{0}; }), 0);
  for (const auto& row : loaded.chain.rows) EXPECT_TRUE(row.ask);
}

TEST(Dbn, RefusesInOneClearLine) {
  struct Row {
    std::string_view why;
    std::string bytes;
    std::string_view says;
  };
  std::string newer = dbn("quotes_v3.dbn");
  newer[3] = 4;
  std::string no_length = dbn("quotes_v3.dbn");
  no_length[no_length.size() - 80] = 0;
  std::string metadata = dbn("quotes_v3.dbn");
  metadata[8 + 100 + 4] = '\x7F';
  metadata[8 + 100 + 7] = '\x7F';
  std::string no_room = dbn("quotes_v3.dbn");
  no_room[8 + 45] = no_room[8 + 46] = '\0';
  no_room[8 + 100 + 7] = '\x7F';
  const Row rows[] = {
      {"symbols of no length would never end", no_room, "metadata"},
      {"definitions alone have no gamma", dbn("definition_v1.dbn"), "neither quotes nor open interest"},
      {"a version from the future", newer, "version 4"},
      {"a record of no length would never end", no_length, "stands no record"},
      {"more symbols than bytes", metadata, "metadata"},
      {"nothing but the name", std::string{"DBN\x03", 4}, ""},
  };
  for (const Row& row : rows) {
    const auto result = read_chain(row.bytes, {}, "opra.dbn");
    ASSERT_FALSE(result) << row.why;
    EXPECT_EQ(base::exit_code(result.error().kind), 6) << row.why;
    EXPECT_NE(result.error().message.find(row.says), std::string::npos) << row.why << ": " << result.error().message;
    EXPECT_EQ(result.error().message.find('\n'), std::string::npos) << row.why;
  }
}

/// A cut is refused or flagged, or leaves whole records: DBN has no end mark.
TEST(Dbn, CutAtAnyByteIsRefusedFlaggedOrBetweenRecords) {
  const std::string bytes = dbn("definition_v3.dbn") + dbn("statistics_v3.dbn").substr(0, 8 + 4000) +
                            dbn("statistics_v3.dbn").substr(8 + 4000, 2500);
  std::size_t unseen = 0;
  for (std::size_t size = 0; size < bytes.size(); size += size < 700 ? 1 : 7) {
    const auto result = read_chain(std::string_view(bytes).substr(0, size), {}, "cut.dbn");
    if (!result) continue;
    if (flags_of(result->front()).find("incomplete") == std::string::npos) ++unseen;
  }
  EXPECT_LT(unseen, 15u);
}

TEST(Dbn, NoSingleBitFlipBreaksTheReader) {
  std::string bytes = whole(2);
  for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 997) {
    const auto mask = static_cast<char>(1 << (bit % 8));
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ mask);
    const auto result = read_chain(bytes, {}, "flipped.dbn");
    if (!result) {
      EXPECT_FALSE(result.error().message.empty());
    }
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ mask);
  }
}

TEST(Dbn, ARealFileOfDefinitionsIsReadToItsEnd) {
  const std::string path = std::string{GAMMAFIELD_SHARED_DATA} + "/databento_opra_definition.dbn.zst";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no recorded files here";
  const auto bytes = read_bytes(path);
  ASSERT_TRUE(bytes);
  DbnStream stream{*bytes};
  std::size_t definitions = 0, spy = 0;
  while (true) {
    const auto record = stream.next();
    ASSERT_TRUE(record) << record.error();
    if (!*record) break;
    definitions += (*record)->type == 0x13 && (*record)->bytes.size() == 360 ? 1 : 0;
    spy += (*record)->bytes.substr(200, 6) == "SPY   " ? 1 : 0;
  }
  EXPECT_FALSE(stream.is_cut());
  EXPECT_EQ(stream.metadata().dataset, "OPRA.PILLAR");
  EXPECT_EQ(stream.metadata().version, 1);
  EXPECT_GT(definitions, 0u);
  EXPECT_GT(stream.metadata().mappings.size(), 5000u);
  EXPECT_EQ(spy, definitions);
  const auto chain = read_chain(*bytes, {}, "definition.dbn");
  ASSERT_FALSE(chain);
  EXPECT_NE(chain.error().message.find(std::to_string(definitions)), std::string::npos) << chain.error().message;
}

}  // namespace
}  // namespace gammafield::ingest
