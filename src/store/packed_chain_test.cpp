#include "store/packed_chain.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "ingest/read_chain.h"
#include "store/testing_day.h"

namespace gammafield::store {
namespace {

/// Packed without anything before it, a snapshot is all its bytes: equal bytes, equal snapshots.
std::string whole(const ingest::LoadedChain& loaded) {
  return packed_listing(loaded.chain) + packed_values(loaded, nullptr);
}

TEST(PackedChain, ComesBackWhole) {
  const auto before = made_up_snapshot(1), now = made_up_snapshot(2);
  const auto listed = unpacked_listing(packed_listing(now.chain));
  ASSERT_TRUE(listed);
  const auto key = unpacked_values(packed_values(now, nullptr), *listed, nullptr);
  const auto delta = unpacked_values(packed_values(now, &before), *listed, &before);
  ASSERT_TRUE(key && delta);
  EXPECT_EQ(whole(*key), whole(now));
  EXPECT_EQ(whole(*delta), whole(now));
  EXPECT_EQ(key->chain.flags.front().detail, "by 2 minutes");
  EXPECT_EQ(key->rejects.front().text, "n/a");
  EXPECT_EQ(key->chain.rows.back().line, now.chain.rows.back().line);
  EXPECT_EQ(key->chain.expiries.front().settles_at, now.chain.expiries.front().settles_at);
  EXPECT_FALSE(key->chain.rows[3].bid != now.chain.rows[3].bid);
}

/// A snapshot of a feed that says when its quotes were.
ingest::LoadedChain timed_snapshot(int minute) {
  auto made = made_up_snapshot(minute);
  made.chain.spot_at = made.chain.as_of - std::chrono::seconds{3};
  for (auto& row : made.chain.rows)
    if (row.line % 4 != 0) row.quoted_at = made.chain.as_of - std::chrono::seconds{row.line};
  return made;
}

TEST(PackedChain, KeepsWhenItsInputsWere) {
  const auto untimed = made_up_snapshot(1), before = timed_snapshot(2), now = timed_snapshot(3);
  const auto listed = unpacked_listing(packed_listing(now.chain));
  for (const auto* earlier : {static_cast<const ingest::LoadedChain*>(nullptr), &untimed, &before}) {
    const std::string values = packed_values(now, earlier);
    const auto back = unpacked_values(values, *listed, earlier);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->chain.spot_at, now.chain.spot_at);
    for (std::size_t i = 0; i < now.chain.rows.size(); ++i)
      EXPECT_EQ(back->chain.rows[i].quoted_at, now.chain.rows[i].quoted_at) << i;
    for (std::size_t size = 0; size < values.size(); ++size)
      EXPECT_FALSE(unpacked_values(values.substr(0, size), *listed, earlier)) << size;
  }
  const auto after = made_up_snapshot(4);
  const auto back = unpacked_values(packed_values(after, &now), *listed, &now);
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->chain.spot_at || back->chain.rows[1].quoted_at) << "the one after it has none";
}

TEST(PackedChain, KeepsItsExchange) {
  auto now = made_up_snapshot(2);
  now.chain.calendar = market::Calendar::of(market::Exchange::nse);
  now.chain.trades_for_quotes = true;
  for (auto& expiry : now.chain.expiries) expiry.exchange = market::Exchange::nse;
  const auto listed = unpacked_listing(packed_listing(now.chain));
  ASSERT_TRUE(listed);
  const auto back = unpacked_values(packed_values(now, nullptr), *listed, nullptr);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->chain.calendar, now.chain.calendar);
  EXPECT_TRUE(back->chain.trades_for_quotes);
  EXPECT_EQ(back->chain.expiries.front().exchange, market::Exchange::nse);
}

TEST(PackedChain, DamagedBytesAreNone) {
  const auto now = made_up_snapshot(2);
  const std::string listing = packed_listing(now.chain), values = packed_values(now, nullptr);
  const auto listed = unpacked_listing(listing);
  for (std::size_t size = 0; size < listing.size(); ++size) EXPECT_FALSE(unpacked_listing(listing.substr(0, size)));
  for (std::size_t size = 0; size < values.size(); ++size)
    EXPECT_FALSE(unpacked_values(values.substr(0, size), *listed, nullptr)) << size;
  const auto other = made_up_snapshot(2, 30);
  EXPECT_FALSE(unpacked_values(values, *listed, &other)) << "another listing";
  EXPECT_FALSE(unpacked_values(values + 'x', *listed, nullptr)) << "more than was written";
}

TEST(PackedChain, RealChainsComeBackWhole) {
  const std::filesystem::path folder{GAMMAFIELD_SHARED_DATA};
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no folder of real chains";
  std::size_t read = 0;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with("cboe_spx") && !name.starts_with("cboe_spy_2022")) continue;
    const auto bytes = ingest::read_bytes(file.path().string());
    const auto loaded = ingest::read_chain(*bytes, {}, name);
    if (!loaded) continue;
    for (const auto& each : *loaded) {
      const auto listed = unpacked_listing(packed_listing(each.chain));
      ASSERT_TRUE(listed) << name;
      const auto back = unpacked_values(packed_values(each, nullptr), *listed, nullptr);
      ASSERT_TRUE(back) << name;
      EXPECT_EQ(whole(*back), whole(each)) << name;
      ++read;
    }
    if (read >= 4) break;
  }
  EXPECT_GE(read, 1u);
}

}  // namespace
}  // namespace gammafield::store
