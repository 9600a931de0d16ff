#include "ingest/chain_builder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;
using market::Right;

RawOption option(std::string_view root, market::Date expiry, Right right, double strike, double open_interest = 10) {
  RawOption raw;
  raw.root = root;
  raw.expiry = expiry;
  raw.right = right;
  raw.strike = market::Strike{strike};
  raw.bid = 1.0;
  raw.ask = 1.2;
  raw.vendor_vol = 0.2;
  raw.open_interest = open_interest;
  return raw;
}

RawHeader taken(std::string_view when = "2024-03-12T16:45:00-04:00") {
  RawHeader header;
  header.feed = "made_up";
  header.spot = 5100;
  header.as_of = market::parse_instant(when);
  return header;
}

LoadedChain built(const std::vector<RawOption>& options, const RawHeader& header = taken(),
                  const ReadOptions& read = {}) {
  ChainBuilder builder(read);
  for (const auto& raw : options) builder.add(raw);
  auto loaded = builder.finish(header);
  EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().message);
  return std::move(loaded).value_or(LoadedChain{});
}

bool has(const LoadedChain& loaded, std::string_view code) {
  return std::ranges::any_of(loaded.chain.flags, [&](const auto& flag) { return flag.code == code; });
}

std::size_t rejected(const LoadedChain& loaded, RejectReason reason) {
  return static_cast<std::size_t>(std::ranges::count(loaded.rejects, reason, &Reject::reason));
}

constexpr market::Date friday = 2024y / March / 15;

TEST(ChainBuilder, KeepsAmAndPmOfOneStrikeApart) {
  const auto loaded = built({option("SPXW", friday, Right::call, 5000), option("SPX", friday, Right::call, 5000)});
  ASSERT_EQ(loaded.chain.rows.size(), 2u);
  const auto& expiries = loaded.chain.expiries;
  ASSERT_EQ(expiries.size(), 2u);
  EXPECT_EQ(expiries[0].root, "SPX");
  EXPECT_EQ(market::to_string(expiries[0].settles_at), "2024-03-15T13:30:00Z");
  EXPECT_EQ(expiries[0].settlement, market::Settlement::am);
  EXPECT_EQ(expiries[1].root, "SPXW");
  EXPECT_EQ(market::to_string(expiries[1].settles_at), "2024-03-15T20:00:00Z");
  EXPECT_EQ(expiries[1].exercise, market::Exercise::european);
  EXPECT_EQ(loaded.chain.symbol, "SPX");
}

TEST(ChainBuilder, SortsByInstantRootStrikeAndRight) {
  const auto loaded = built({option("SPXW", 2024y / April / 1, Right::put, 5000),
                             option("SPXW", friday, Right::put, 5100), option("SPXW", friday, Right::call, 5100),
                             option("SPXW", friday, Right::call, 5000), option("SPX", friday, Right::put, 5200)});
  const auto key = [&](const market::OptionRow& row) {
    return std::tuple(loaded.chain.expiries[row.expiry].settles_at, loaded.chain.expiries[row.expiry].root, row.strike,
                      row.right);
  };
  EXPECT_TRUE(std::ranges::is_sorted(loaded.chain.rows, {}, key));
  EXPECT_EQ(loaded.chain.rows.front().strike.value(), 5200) << "the AM expiry comes first";
}

TEST(ChainBuilder, EqualRowsCollapseContradictingRowsGo) {
  struct Row {
    std::string_view why;
    std::vector<double> open_interest;
    std::size_t kept, duplicate, conflicting;
  };
  const Row rows[] = {
      {"once", {10}, 1, 0, 0},
      {"twice the same", {10, 10}, 1, 1, 0},
      {"three times the same", {10, 10, 10}, 1, 2, 0},
      {"two that contradict each other", {10, 11}, 0, 0, 2},
      {"two agree and a third does not: nobody knows", {10, 10, 11}, 0, 0, 3},
  };
  for (const Row& row : rows) {
    std::vector<RawOption> options = {option("SPXW", friday, Right::call, 4000)};
    for (const double open_interest : row.open_interest) {
      options.push_back(option("SPXW", friday, Right::call, 5000, open_interest));
    }
    const auto loaded = built(options);
    EXPECT_EQ(loaded.chain.rows.size(), row.kept + 1) << row.why;
    EXPECT_EQ(rejected(loaded, RejectReason::duplicate), row.duplicate) << row.why;
    EXPECT_EQ(rejected(loaded, RejectReason::conflicting_duplicate), row.conflicting) << row.why;
    EXPECT_EQ(loaded.contracts_read, options.size()) << row.why;
  }
}

TEST(ChainBuilder, AdjustedSeriesAreLeftOutWithTheirOpenInterest) {
  const std::vector<RawOption> options = {option("WDC", friday, Right::call, 60),
                                          option("WDC1", friday, Right::call, 60, 77)};
  const auto without = built(options);
  EXPECT_EQ(without.chain.rows.size(), 1u);
  EXPECT_EQ(rejected(without, RejectReason::adjusted_series), 1u);
  const auto flag = std::ranges::find(without.chain.flags, "adjusted_excluded", &market::DataFlag::code);
  ASSERT_NE(flag, without.chain.flags.end());
  EXPECT_NE(flag->detail.find("77"), std::string::npos);

  ReadOptions with;
  with.include_adjusted = true;
  EXPECT_EQ(built(options, taken(), with).chain.rows.size(), 2u);
}

TEST(ChainBuilder, RowsOfAnotherUnderlyingAreLeftOut) {
  const std::vector<RawOption> options = {option("SPY", friday, Right::call, 510),
                                          option("SPY", friday, Right::put, 510),
                                          option("QQQ", friday, Right::call, 440)};
  const auto loaded = built(options);
  EXPECT_EQ(loaded.chain.symbol, "SPY") << "the commonest";
  EXPECT_EQ(rejected(loaded, RejectReason::other_underlying), 1u);

  ReadOptions wanted;
  wanted.symbol = "qqq";
  EXPECT_EQ(built(options, taken(), wanted).chain.symbol, "QQQ");
}

TEST(ChainBuilder, TheContractsSayWhatTheUnderlyingIs) {
  struct Row {
    std::string_view why;
    std::string_view named;
    std::string_view root;
    std::string_view symbol;
    bool flagged;
  };
  const Row rows[] = {
      {"index marks of vendors", "^SPX", "SPXW", "SPX", false},
      {"another vendor's", "_SPX", "SPX", "SPX", false},
      {"the weekly root is no underlying", "SPXW", "SPXW", "SPX", false},
      {"no dot in option symbols", "BRK.B", "BRKB", "BRKB", false},
      {"lower case", "spy", "SPY", "SPY", false},
      {"a file under a wrong name", "SPX", "NVDA", "NVDA", true},
      {"no name", "", "NVDA", "NVDA", false},
      {"rows without a root are the file's", "IBM", "", "IBM", false},
  };
  for (const Row& row : rows) {
    auto header = taken();
    header.symbol = row.named;
    const auto loaded = built({option(row.root, friday, Right::call, 100)}, header);
    EXPECT_EQ(loaded.chain.symbol, row.symbol) << row.why;
    EXPECT_EQ(loaded.chain.rows.size(), 1u) << row.why;
    EXPECT_EQ(has(loaded, "symbol_is_not_the_roots"), row.flagged) << row.why;
  }
}

TEST(ChainBuilder, RefusesWithOneClearLine) {
  const auto message = [](const std::vector<RawOption>& options, const RawHeader& header,
                          const ReadOptions& read = {}) {
    ChainBuilder builder(read);
    for (const auto& raw : options) builder.add(raw);
    const auto loaded = builder.finish(header);
    EXPECT_FALSE(loaded.has_value());
    EXPECT_EQ(base::exit_code(loaded.error().kind), 6);
    EXPECT_EQ(loaded.error().message.find('\n'), std::string::npos);
    return loaded.error().message;
  };
  EXPECT_NE(message({}, taken()).find("no option"), std::string::npos);
  EXPECT_NE(message({option("SPX", friday, Right::call, 0)}, taken()).find("bad_strike"), std::string::npos);
  EXPECT_NE(message({option("", friday, Right::call, 5)}, taken()).find("--symbol"), std::string::npos);
  EXPECT_NE(message({option("SPX", friday, Right::call, 5)}, {}).find("--as-of"), std::string::npos);
  ReadOptions other;
  other.symbol = "NDX";
  EXPECT_NE(message({option("SPX", friday, Right::call, 5)}, taken(), other).find("NDX"), std::string::npos);
}

TEST(ChainBuilder, NamesTheTrapsOfTheContent) {
  struct Row {
    std::string_view why;
    void (*change)(RawOption&, RawHeader&);
    std::string_view code;
  };
  const Row rows[] = {
      {"an evening download", [](RawOption& raw, RawHeader&) { raw.bid = raw.ask = 0; }, "quotes_all_zero"},
      {"a file without quotes", [](RawOption& raw, RawHeader&) { raw.bid = raw.ask = std::nullopt; }, "quotes_missing"},
      {"a file without IV", [](RawOption& raw, RawHeader&) { raw.vendor_vol = std::nullopt; }, "vendor_iv_missing"},
      {"IV in percent", [](RawOption& raw, RawHeader&) { raw.vendor_vol = 18; }, "vendor_iv_percent"},
      {"IV floors", [](RawOption& raw, RawHeader&) { raw.vendor_vol = 0.001; }, "vendor_iv_floor"},
      {"no open interest", [](RawOption& raw, RawHeader&) { raw.open_interest = std::nullopt; },
       "open_interest_missing"},
      {"open interest not yet published", [](RawOption& raw, RawHeader&) { raw.open_interest = 0; },
       "open_interest_all_zero"},
      {"no spot", [](RawOption&, RawHeader& header) { header.spot = std::nullopt; }, "spot_missing"},
      {"spot 0", [](RawOption&, RawHeader& header) { header.spot = 0; }, "spot_missing"},
      {"settled contracts still listed", [](RawOption& raw, RawHeader&) { raw.expiry = 2024y / March / 12; },
       "expired_listed"},
      {"a one-expiry download", [](RawOption&, RawHeader&) {}, "few_expiries"},
      {"VIX is priced off futures", [](RawOption& raw, RawHeader&) { raw.root = "VIX"; }, "priced_off_futures"},
      {"values that no market prints", [](RawOption& raw, RawHeader&) { raw.bid = -5; }, "impossible_values"},
  };
  for (const Row& row : rows) {
    auto raw = option("SPXW", friday, Right::call, 5000);
    auto header = taken();
    row.change(raw, header);
    auto second = raw;
    second.right = Right::put;
    EXPECT_TRUE(has(built({raw, second}, header), row.code)) << row.why;
  }
}

TEST(ChainBuilder, WhatIsAllRightIsNotFlagged) {
  std::vector<RawOption> options;
  for (const auto expiry : {friday, market::Date{2024y / March / 18}, market::Date{2024y / March / 19}}) {
    options.push_back(option("SPXW", expiry, Right::call, 5000));
    options.push_back(option("SPXW", expiry, Right::put, 5000));
  }
  const auto loaded = built(options, taken("2024-03-12T12:00:00-04:00"));
  EXPECT_TRUE(loaded.chain.flags.empty()) << loaded.chain.flags.front().code;
  EXPECT_TRUE(loaded.rejects.empty());
  EXPECT_EQ(loaded.chain.oi_date, (2024y / March / 11)) << "published in the morning, as of the close before";
}

TEST(ChainBuilder, TheUsersSpotCountsAndIsSaid) {
  ReadOptions read;
  read.spot = market::Spot{5111};
  const auto over = built({option("SPX", friday, Right::call, 5000)}, taken(), read);
  EXPECT_EQ(over.chain.spot, market::Spot{5111});
  EXPECT_EQ(over.chain.spot_source, market::SpotSource::user);
  EXPECT_TRUE(has(over, "spot_overridden"));
  auto without = taken();
  without.spot.reset();
  EXPECT_TRUE(has(built({option("SPX", friday, Right::call, 5000)}, without, read), "spot_from_user"));
}

TEST(ChainBuilder, AMultiplierGivenBeatsTheRoots) {
  auto raw = option("XYZ", friday, Right::call, 50);
  EXPECT_EQ(built({raw}).chain.expiries.front().multiplier, market::Multiplier{100});
  raw.multiplier = market::Multiplier{10};
  EXPECT_EQ(built({raw}).chain.expiries.front().multiplier, market::Multiplier{10});
}

TEST(ChainBuilder, RejectTextsAreSafeAndShort) {
  ChainBuilder builder({});
  builder.add(option("SPX", friday, Right::call, 5000));
  builder.reject({RejectReason::bad_number, 7, 3, std::string(500, 'x')});
  builder.reject({RejectReason::bad_number, 8, 3, "a\x1B[31m\xFF"});
  const auto loaded = builder.finish(taken());
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(loaded->rejects[0].text.size(), 80u);
  EXPECT_EQ(loaded->rejects[1].text, "a?[31m?");
}

TEST(ChainBuilder, AFileOfJunkIsRefusedNotCollected) {
  ChainBuilder builder({});
  builder.add(option("SPX", friday, Right::call, 5000));
  for (std::uint32_t line = 0; line < 300'000; ++line) builder.reject({RejectReason::wrong_cell_count, line, 0, ""});
  const auto loaded = builder.finish(taken());
  ASSERT_FALSE(loaded.has_value());
  EXPECT_NE(loaded.error().message.find("300000"), std::string::npos);
}

RC_GTEST_PROP(ChainBuilder, AnyNumbersGiveASortedUniqueFiniteChain,
              (const std::vector<std::array<double, 6>>& values)) {
  ChainBuilder builder({});
  builder.add(option("SPX", friday, Right::call, 5000));
  for (const auto& v : values) {
    auto raw = option(v[0] > 0 ? "SPX" : "SPXW", friday, v[1] > 0 ? Right::call : Right::put, std::abs(v[2]), v[3]);
    raw.bid = v[4];
    raw.vendor_vol = v[5];
    builder.add(raw);
  }
  const auto loaded = builder.finish(taken());
  RC_ASSERT((loaded.has_value() || loaded.error().message.find("contradicts") != std::string::npos));
  if (!loaded) return;
  RC_ASSERT(loaded->contracts_read == values.size() + 1);
  const auto& rows = loaded->chain.rows;
  const auto key = [](const market::OptionRow& row) { return std::tuple(row.expiry, row.strike, row.right); };
  RC_ASSERT(std::ranges::adjacent_find(rows, std::greater_equal{}, key) == rows.end());
  for (const auto& row : rows) {
    RC_ASSERT((!row.bid || std::isfinite(row.bid->value())));
    RC_ASSERT((!row.vendor_vol || (row.vendor_vol->value() > 0 && row.vendor_vol->value() <= 100)));
  }
}

}  // namespace
}  // namespace gammafield::ingest
