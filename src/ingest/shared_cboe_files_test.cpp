#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "ingest/read_chain.h"

/// Every Cboe download of the data folder against that folder's own table: contracts, expiry dates, spot, moment,
/// traps.
namespace gammafield::ingest {
namespace {

struct File {
  std::string_view name;
  std::size_t contracts, expiry_dates;
  double spot;                          ///< to the cent; 0 where the file has none
  std::string_view as_of;               ///< empty where the file does not say: it then needs --as-of
  std::vector<std::string_view> flags;  ///< that must be there
};

const File files[] = {
    {"cboe_ndx_2022-12-12T2031.csv.gz",
     19118,
     41,
     11706.44,
     "2022-12-13T01:31:00Z",
     {"extra_first_line", "vendor_iv_floor", "expired_listed"}},
    {"cboe_ndx_2023-05-15T1209.csv.gz", 20322, 44, 13378.30, "2023-05-15T16:09:00Z", {"quotes_delayed_15_minutes"}},
    {"cboe_nvda_2025-01-06T2130.csv.gz", 1086, 4, 150.28, "2025-01-07T02:30:00Z", {}},
    {"cboe_qqq_2023-05-10T1510.csv.gz",
     6790,
     32,
     324.56,
     "2023-05-10T19:10:00Z",
     {"quotes_delayed_15_minutes", "date_line_localised"}},
    {"cboe_qqq_2023-05-10T1739.csv.gz", 6790, 32, 325.10, "2023-05-10T21:39:00Z", {"downloaded_outside_session"}},
    {"cboe_rut_2022-12-12T2030.csv.gz",
     7334,
     26,
     1817.49,
     "2022-12-13T01:30:00Z",
     {"extra_first_line", "vendor_iv_floor"}},
    {"cboe_spx_2022-01-09T0311.csv.gz",
     5514,
     10,
     4677.03,
     "2022-01-09T08:11:00Z",
     {"comma_padding", "incomplete", "downloaded_outside_session"}},
    {"cboe_spx_2022-02-05T2009.csv.gz",
     20514,
     40,
     4500.53,
     "2022-02-06T01:09:00Z",
     {"downloaded_outside_session", "vendor_iv_floor"}},
    {"cboe_spx_2022-03-23T1011.csv.gz",
     19002,
     41,
     4479.09,
     "2022-03-23T14:11:00Z",
     {"date_line_localised", "quotes_delayed_15_minutes", "open_interest_may_be_older"}},
    {"cboe_spx_2022-07-12T1155.csv.gz",
     19378,
     47,
     3856.28,
     "2022-07-12T15:55:00Z",
     {"comma_padding", "quotes_delayed_15_minutes"}},
    {"cboe_spx_2022-09-13_nohdr.csv.gz", 19354, 46, 0, "", {"preamble_missing", "spot_missing", "date_format_changed"}},
    {"cboe_spx_2022-12-12T2030.csv.gz",
     19156,
     51,
     3990.56,
     "2022-12-13T01:30:00Z",
     {"extra_first_line", "quotes_all_zero"}},
    {"cboe_spx_2023-02-07T1734.csv.gz", 18962, 50, 4164.00, "2023-02-07T22:34:00Z", {}},
    {"cboe_spx_2023-04-05T1941.csv.gz",
     18420,
     51,
     4090.38,
     "2023-04-05T23:41:00Z",
     {"date_line_localised", "quotes_all_zero"}},
    {"cboe_spx_2023-04-06T2248.csv.gz",
     18322,
     51,
     4105.02,
     "2023-04-07T02:48:00Z",
     {"date_line_localised", "quotes_all_zero"}},
    {"cboe_spx_2023-04-10T2051.csv.gz", 18168, 51, 4109.11, "2023-04-11T00:51:00Z", {"date_line_localised"}},
    {"cboe_spx_2023-04-14T1912.csv.gz", 18096, 50, 4137.64, "2023-04-14T23:12:00Z", {"date_line_localised"}},
    {"cboe_spx_2023-04-17T2253.csv.gz", 17942, 50, 4151.32, "2023-04-18T02:53:00Z", {"date_line_localised"}},
    {"cboe_spx_2023-05-06T2040.csv.gz",
     17360,
     48,
     4136.25,
     "2023-05-07T00:40:00Z",
     {"date_line_localised", "downloaded_outside_session"}},
    {"cboe_spx_2023-05-20T1133.csv.gz",
     17926,
     49,
     4191.98,
     "2023-05-20T15:33:00Z",
     {"downloaded_outside_session", "expired_listed"}},
    {"cboe_spx_2023-05-23T1939.csv.gz", 17340, 49, 4145.58, "2023-05-23T23:39:00Z", {}},
    {"cboe_spx_2023-05-26T1701.csv.gz", 17354, 48, 4205.45, "2023-05-26T21:01:00Z", {}},
    {"cboe_spx_2023-09-14T1631.csv.gz", 19920, 53, 4505.10, "2023-09-14T20:31:00Z", {}},
    {"cboe_spx_2024-01-07T1052.csv.gz",
     21038,
     55,
     4697.24,
     "2024-01-07T15:52:00Z",
     {"downloaded_outside_session", "expired_listed"}},
    {"cboe_spx_2024-02-13T0640_noiv.csv.gz",
     22120,
     56,
     5021.84,
     "2024-02-13T11:40:00Z",
     {"vendor_iv_missing", "downloaded_outside_session"}},
    {"cboe_spx_2025-10-01T1803_oneexp.csv.gz", 434, 2, 6711.20, "2025-10-01T22:03:00Z", {"few_expiries"}},
    {"cboe_spy_2022-07-09T1728.csv.gz",
     8666,
     34,
     388.67,
     "2022-07-09T21:28:00Z",
     {"date_line_localised", "downloaded_outside_session", "vendor_iv_floor"}},
    {"cboe_spy_2023-04-14T1915.csv.gz", 8144, 33, 413.08, "2023-04-14T23:15:00Z", {"date_line_localised"}},
    {"cboe_spy_2023-05-20T1146.csv.gz",
     7680,
     30,
     418.62,
     "2023-05-20T15:46:00Z",
     {"date_line_localised", "downloaded_outside_session"}},
    {"cboe_spy_2023-06-04_baddate.csv.gz", 7686, 31, 427.92, "", {"date_line_unreadable"}},
    {"cboe_spy_2023-09-14T1631.csv.gz", 7292, 31, 450.81, "2023-09-14T20:31:00Z", {}},
    {"cboe_spy_2025-04-30T2035.csv.gz", 4518, 13, 554.54, "2025-05-01T00:35:00Z", {}},
    {"cboe_spy_2025-05-01T1649.csv.gz", 4876, 14, 557.65, "2025-05-01T20:49:00Z", {}},
    {"cboe_spy_2025-05-02T1847.csv.gz", 4708, 13, 565.62, "2025-05-02T22:47:00Z", {}},
    {"cboe_spy_2025-05-06T1814.csv.gz", 4594, 13, 557.37, "2025-05-06T22:14:00Z", {}},
    {"cboe_spy_2025-05-08T1657.csv.gz", 4718, 14, 565.79, "2025-05-08T20:57:00Z", {"expired_listed"}},
    {"cboe_spy_2025-09-03T0924.csv.gz",
     8504,
     35,
     642.65,
     "2025-09-03T13:24:00Z",
     {"expired_listed", "downloaded_outside_session"}},
    {"cboe_vix_2023-05-15T1147.csv.gz",
     1314,
     13,
     17.33,
     "2023-05-15T15:47:00Z",
     {"priced_off_futures", "quotes_delayed_15_minutes"}},
    {"cboe_xsp_2023-09-14T1630.csv.gz", 10882, 51, 450.51, "2023-09-14T20:30:00Z", {}},
    {"cboe_spy_2022-07-12T2257Z.json.gz",
     9208,
     34,
     380.88,
     "2022-07-12T22:57:33Z",
     {"downloaded_outside_session", "vendor_iv_floor"}},
};

std::string path_of(std::string_view name) { return std::string(GAMMAFIELD_SHARED_DATA) + "/" + std::string(name); }

class SharedCboeFiles : public ::testing::TestWithParam<File> {};

TEST_P(SharedCboeFiles, LoadsAsTheTableSays) {
  const auto& file = GetParam();
  if (!std::filesystem::exists(path_of(file.name))) GTEST_SKIP() << "no data folder at " << GAMMAFIELD_SHARED_DATA;
  const auto bytes = read_bytes(path_of(file.name));
  ASSERT_TRUE(bytes.has_value()) << bytes.error().message;
  ReadOptions options;
  if (file.as_of.empty()) {
    const auto refused = read_chain(*bytes, options, file.name);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(base::exit_code(refused.error().kind), 6);
    EXPECT_NE(refused.error().message.find("--as-of"), std::string::npos);
    options.as_of = market::parse_instant("2022-09-13T16:30:00-04:00");
  }
  const auto result = read_chain(*bytes, options, file.name);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  const auto& loaded = result->front();
  EXPECT_EQ(loaded.chain.rows.size(), file.contracts);
  EXPECT_TRUE(loaded.rejects.empty()) << loaded.rejects.front().text;
  std::set<market::Date> dates;
  for (const auto& expiry : loaded.chain.expiries) dates.insert(expiry.date);
  EXPECT_EQ(dates.size(), file.expiry_dates);
  EXPECT_EQ(loaded.chain.spot.has_value(), file.spot > 0);
  if (loaded.chain.spot) {
    EXPECT_NEAR(loaded.chain.spot->value(), file.spot, 0.0051);
  }
  if (!file.as_of.empty()) {
    EXPECT_EQ(market::to_string(loaded.chain.as_of), file.as_of);
  }
  for (const auto code : file.flags) {
    EXPECT_TRUE(std::ranges::any_of(loaded.chain.flags, [&](const auto& flag) { return flag.code == code; })) << code;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SharedCboeFiles, ::testing::ValuesIn(files), [](const auto& instance) {
  std::string name(instance.param.name.substr(0, instance.param.name.find('.')));
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(SharedCboeFiles, WhatIsNoChainIsRefusedForWhatItIs) {
  if (!std::filesystem::exists(GAMMAFIELD_SHARED_DATA)) GTEST_SKIP() << "no data folder";
  const std::pair<std::string_view, std::string_view> refused[] = {
      {"cboe_eod_underlying.csv.gz", "prices of underlyings"},
      {"databento_opra_definition.dbn.zst", "DBN"},
      {"deribit_ws_messages.jsonl.gz", "websocket"},
      {"nifty_chain_1min_2026-08-18.parquet", "Parquet"},
      {"occ_oi_qqq_2026-08.json.gz", "open interest alone"},
      {"peer_alphagex_spy_daily_2020-2025.csv.gz", "history of levels"},
      {"peer_btc_levels_minute_2025-12.csv.gz", "history of levels"},
      {"peer_qqq_levels_history_2026-02_to_03.jsonl.gz", "history of levels"},
      {"peer_rustskew_gamma_spx.csv.gz", "history of levels"},
      {"peer_spx0dte_profile_15min.csv.gz", "exposures by strike"},
      {"peer_spx0dte_summary_15min.csv.gz", "history of levels"},
      {"peer_squeezemetrics_dix_to_2025.csv.gz", "history of levels"},
      {"peer_walls_history_2026-01_to_06.jsonl.gz", "history of levels"},
      {"spx_bars_1m_2026.csv.gz", "price bars"},
      {"spx_bars_5m_2025-02_to_2026-02.csv.gz", "price bars"},
      {"spx_spot_5m_2025-11_to_2026-03.csv.gz", "series of prices"},
      {"spy_bars_1m_2024-02_to_05.csv.gz", "price bars"},
  };
  for (const auto& [name, says] : refused) {
    const auto result = read_chain(read_bytes(path_of(name)).value(), {}, name);
    ASSERT_FALSE(result.has_value()) << name;
    EXPECT_EQ(base::exit_code(result.error().kind), 6) << name;
    EXPECT_NE(result.error().message.find("not a chain but"), std::string::npos) << result.error().message;
    EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
  }
}

TEST(SharedCboeFiles, OnlyTheCutOneIsCalledIncomplete) {
  if (!std::filesystem::exists(GAMMAFIELD_SHARED_DATA)) GTEST_SKIP() << "no data folder";
  for (const auto& file : files) {
    if (file.as_of.empty()) continue;
    const auto result = read_chain(read_bytes(path_of(file.name)).value(), {}, file.name);
    const bool flagged =
        std::ranges::any_of(result->front().chain.flags, [](const auto& flag) { return flag.code == "incomplete"; });
    EXPECT_EQ(flagged, file.name == "cboe_spx_2022-01-09T0311.csv.gz") << file.name;
  }
}

}  // namespace
}  // namespace gammafield::ingest
