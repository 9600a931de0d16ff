#include "ingest/table_csv.h"

#include <gtest/gtest.h>

#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

using market::Right;

LoadResult read(std::string_view text, ReadOptions options = {}) { return read_table_csv(text, options); }

constexpr std::string_view names = "date,symbol,expiry,strike,right,bid,ask,iv,oi,spot\n";
std::string table(std::string_view rows) { return std::string(names) + std::string(rows); }

TEST(TableFixtures, LoadWhole) {
  for (const auto& fixture : table_fixtures) {
    const auto loaded = read_chain(fixture_text(fixture.file), {.symbol = std::string(fixture.symbol)}, fixture.file);
    ASSERT_TRUE(loaded) << fixture.file << ": " << loaded.error().message;
    ASSERT_EQ(loaded->size(), fixture.snapshots) << fixture.file;
    std::size_t rows = 0;
    for (const auto& one : *loaded) {
      EXPECT_EQ(one.chain.feed, fixture.feed) << fixture.file;
      EXPECT_EQ(one.chain.symbol, fixture.symbol) << fixture.file;
      EXPECT_TRUE(one.rejects.empty()) << fixture.file;
      EXPECT_FALSE(has_flag(one, "incomplete")) << fixture.file << flag_detail(one.chain, "incomplete");
      rows += one.chain.rows.size();
    }
    EXPECT_EQ(rows, 100U) << fixture.file;
  }
}

TEST(TableFixtures, SayTheSameOfOneContract) {
  for (const auto& fixture : table_fixtures) {
    const auto loaded = read_chain(fixture_text(fixture.file), {.symbol = std::string(fixture.symbol)}, fixture.file);
    ASSERT_TRUE(loaded) << fixture.file;
    const auto* call = row_of(loaded->front(), "2026-09-11", 500, Right::call);
    ASSERT_NE(call, nullptr) << fixture.file;
    if (fixture.feed != "optionsdx") {
      EXPECT_EQ(call->open_interest, market::Contracts{924}) << fixture.file;
    }
    if (fixture.feed != "pairs") {
      EXPECT_EQ(call->bid, market::Price{9.13}) << fixture.file;
      EXPECT_EQ(call->ask, market::Price{9.56}) << fixture.file;
    }
    if (call->vendor_vol) {
      EXPECT_NEAR(call->vendor_vol->value(), 0.1801, 1e-4) << fixture.file << ": fraction or percent";
    }
    EXPECT_EQ(call->vendor_vol.has_value(), fixture.feed != "polygon" && fixture.feed != "cboe_datashop")
        << fixture.file;
  }
}

TEST(TableFixtures, NameTheirTraps) {
  struct Row {
    std::string_view file, flag;
  };
  const Row rows[] = {
      {"alphavantage.json", "spot_missing"},
      {"cboe_datashop_acme_2026-08-18.csv", "quotes_before_close"},
      {"cboe_datashop_acme_2026-08-18.csv", "vendor_iv_missing"},
      {"cboe_datashop_acme_2026-08-18.csv", "symbol_from_file_name"},
      {"cboe_eod.csv", "spot_missing"},
      {"cboe_eod.csv", "as_of_is_session_close"},
      {"historicaloptiondata.csv", "vendor_gamma_unusable"},
      {"historicaloptiondata.csv", "saturday_expiries"},
      {"options_desk.json", "partial_chain"},
      {"options_desk.json", "vendor_iv_and_greeks_of_two_sources"},
      {"optionsdx.txt", "open_interest_missing"},
      {"pairs_acme_2026-08-18.json", "dated_by_file_name"},
      {"pairs_acme_2026-08-18.json", "quotes_missing"},
      {"polygon.csv", "dated_by_days_to_expiry"},
      {"polygon.csv", "vendor_iv_missing"},
      {"rows.ndjson", "vendor_iv_percent"},
      {"spxcompact_2026-08-18.csv", "am_pm_collisions"},
      {"spxcompact_2026-08-18.csv", "am_pm_by_file_order"},
      {"spxcompact_2026-08-18.csv", "expiries_from_days"},
      {"yahoo.csv", "spot_and_quotes_of_different_times"},
      {"yahoo.csv", "label_is_not_the_session"},
      {"yahoo.csv", "vendor_iv_floor"},
  };
  for (const auto& [file, flag] : rows) {
    ReadOptions options;
    if (file == "optionsdx.txt") options.symbol = "ACME";
    const auto loaded = read_chain(fixture_text(file), options, file);
    ASSERT_TRUE(loaded) << file << ": " << loaded.error().message;
    EXPECT_TRUE(has_flag(loaded->front(), flag)) << file << " should say " << flag;
  }
}

TEST(TableCsv, TakesTheQuotesOfDataShopAQuarterBeforeTheClose) {
  const auto loaded = read(fixture_text("cboe_datashop_acme_2026-08-18.csv"), {.symbol = "ACME"});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(market::to_string(loaded->front().chain.as_of), "2026-08-18T19:45:00Z");
  EXPECT_EQ(loaded->front().chain.spot, market::Spot{500.25}) << "the middle of the underlying's quote";
}

TEST(TableCsv, RefusesADataShopFileThatNamesNobody) {
  const auto loaded = read_chain(fixture_text("cboe_datashop_acme_2026-08-18.csv"), {}, "download.csv");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected);
  EXPECT_NE(loaded.error().message.find("--symbol"), std::string::npos) << loaded.error().message;
}

TEST(TableCsv, TakesYahoosTimeFromItsTrades) {
  const auto loaded = read(fixture_text("yahoo.csv"));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(market::to_string(loaded->front().chain.as_of), "2026-08-19T14:55:03Z");
  EXPECT_EQ(loaded->front().chain.as_of_source, market::AsOfSource::last_trade);
  EXPECT_EQ(market::to_string(loaded->front().chain.session), "2026-08-19");
  EXPECT_EQ(loaded->front().chain.spot, market::Spot{500.25});
}

TEST(TableCsv, MakesOneSnapshotForEachDayInOrder) {
  const auto loaded =
      read(table("2026-08-19,ACME,2026-09-18,500,C,1,2,0.2,10,501\n"
                 "2026-08-18,ACME,2026-09-18,500,C,3,4,0.2,11,500\n"
                 "2026-08-19,ACME,2026-09-18,500,P,1,2,0.2,12,501\n"));
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 2U);
  EXPECT_EQ(market::to_string((*loaded)[0].chain.session), "2026-08-18");
  EXPECT_EQ((*loaded)[0].chain.rows.size(), 1U);
  EXPECT_EQ((*loaded)[1].chain.rows.size(), 2U);
  EXPECT_EQ((*loaded)[1].chain.spot, market::Spot{501});
}

TEST(TableCsv, TakesTheLastSnapshotNotLaterThanAsked) {
  const auto text = table(
      "2026-08-17,ACME,2026-09-18,500,C,1,2,0.2,10,501\n"
      "2026-08-18,ACME,2026-09-18,500,C,3,4,0.2,11,500\n"
      "2026-08-19,ACME,2026-09-18,500,C,1,2,0.2,12,501\n");
  const auto loaded = read(text, {.as_of = market::parse_instant("2026-08-18T16:00-04:00")});
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 1U);
  EXPECT_EQ(loaded->front().chain.rows.front().open_interest, market::Contracts{11});
  EXPECT_TRUE(has_flag(loaded->front(), "other_snapshots_left_out"));
}

TEST(TableCsv, DoesNotTakeTheTimesOfQuotesForSnapshots) {
  std::string rows;
  for (int i = 0; i < 20; ++i)
    rows += "2026-08-18T10:00:" + std::to_string(10 + i) + ",ACME,2026-09-18," + std::to_string(490 + i) +
            ",C,1,2,0.2,10,500\n";
  const auto loaded = read(table(rows));
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 1U);
  EXPECT_EQ(loaded->front().chain.rows.size(), 20U);
  EXPECT_EQ(market::to_string(loaded->front().chain.as_of), "2026-08-18T14:00:29Z") << "the latest of them";
  EXPECT_TRUE(has_flag(loaded->front(), "row_times_merged"));
}

TEST(TableCsv, TakesTheMedianOfSpotsThatVary) {
  const auto loaded =
      read(table("2026-08-18,ACME,2026-09-18,500,C,1,2,0.2,10,500\n"
                 "2026-08-18,ACME,2026-09-18,505,C,1,2,0.2,10,500.5\n"
                 "2026-08-18,ACME,2026-09-18,510,C,1,2,0.2,10,9999\n"));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->front().chain.spot, market::Spot{500.5});
  EXPECT_TRUE(has_flag(loaded->front(), "spot_varies"));
}

TEST(TableCsv, KeepsBadRowsWithLineColumnAndReason) {
  const auto loaded =
      read(table("2026-08-18,ACME,2026-09-18,500,C,1,2,0.2,10,500\n"
                 "2026-08-18,ACME,2026-09-18,505,C,1,oops,0.2,10,500\n"
                 "2026-08-18,ACME,soon,510,C,1,2,0.2,10,500\n"
                 "2026-08-18,ACME,2026-09-18\n"
                 "yesterday,ACME,2026-09-18,500,P,1,2,0.2,10,500\n"
                 "2026-08-18,ACME,2026-09-18,500,P,1,2,0.2,10,500\n"));
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 1U);
  struct Row {
    RejectReason reason;
    std::uint32_t line, column;
  };
  const Row rows[] = {{RejectReason::bad_number, 3, 7},
                      {RejectReason::bad_date, 4, 3},
                      {RejectReason::wrong_cell_count, 5, 0},
                      {RejectReason::bad_date, 6, 1}};
  const auto& rejects = loaded->front().rejects;
  ASSERT_EQ(rejects.size(), std::size(rows));
  for (std::size_t i = 0; i < rejects.size(); ++i) {
    EXPECT_EQ(rejects[i].reason, rows[i].reason) << i;
    EXPECT_EQ(rejects[i].line, rows[i].line) << i;
    EXPECT_EQ(rejects[i].column, rows[i].column) << i;
  }
  EXPECT_EQ(loaded->front().chain.rows.size(), 2U);
  EXPECT_EQ(loaded->front().contracts_read, 6U);
}

TEST(TableCsv, BelievesTheUserAboutTheUnitOfVolatility) {
  const auto text =
      table("2026-08-18,ACME,2026-09-18,500,C,1,2,2.5,10,500\n2026-08-18,ACME,2026-09-18,500,P,1,2,2.6,9,500\n");
  const auto fraction = read(text);
  ASSERT_TRUE(fraction);
  EXPECT_DOUBLE_EQ(fraction->front().chain.rows.front().vendor_vol->value(), 2.5) << "250 % is possible";
  const auto percent = read(text, {.vol_unit = VolUnit::percent});
  ASSERT_TRUE(percent);
  EXPECT_DOUBLE_EQ(percent->front().chain.rows.front().vendor_vol->value(), 0.025);
}

TEST(TableCsv, TakesAPerCentSignAtItsWord) {
  const auto loaded = read(table("2026-08-18,ACME,2026-09-18,500,C,1,2,2.5%,10,500\n"));
  ASSERT_TRUE(loaded);
  EXPECT_DOUBLE_EQ(loaded->front().chain.rows.front().vendor_vol->value(), 0.025);
}

TEST(TableCsv, ReadsOtherDelimitersAndPadding) {
  for (const char delimiter : {';', '\t', '|'}) {
    auto text = table("2026-08-18,ACME,2026-09-18,500,C,1,2,0.2,10,500\n");
    std::ranges::replace(text, ',', delimiter);
    EXPECT_TRUE(read_chain(text, {}, "x")) << delimiter;
  }
  const auto padded = read("\n\n" + table("2026-08-18,ACME,2026-09-18,500,C,1,2,0.2,10,500,,,\n\n,,,,,,,,,\n"));
  ASSERT_TRUE(padded) << padded.error().message;
  EXPECT_TRUE(padded->front().rejects.empty());
  EXPECT_EQ(padded->front().chain.rows.front().line, 4U);
}

TEST(TableCsv, KeepsUnderlyingsApart) {
  const auto text = table(
      "2026-08-18,ACME,2026-09-18,500,C,1,2,0.2,10,500\n2026-08-18,ACME,2026-09-18,505,C,1,2,0.2,10,500\n"
      "2026-08-18,OTHR,2026-09-18,500,C,1,2,0.2,77,500\n");
  const auto commonest = read(text);
  ASSERT_TRUE(commonest) << commonest.error().message;
  EXPECT_EQ(commonest->front().chain.symbol, "ACME");
  ASSERT_EQ(commonest->front().rejects.size(), 1U);
  EXPECT_EQ(commonest->front().rejects.front().reason, RejectReason::other_underlying);
  const auto asked = read(text, {.symbol = "OTHR"});
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->front().chain.rows.front().open_interest, market::Contracts{77});
}

TEST(TableCsv, GivesIndexRowsWithoutSymbolsTheirRoots) {
  const auto loaded = read(
      table("2026-08-18,SPX,2026-09-11,5000,C,1,2,0.2,10,5000\n2026-08-18,SPX,2026-09-18,5000,C,1,2,0.2,10,5000\n"));
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_NE(row_of(loaded->front(), "2026-09-11", 5000, Right::call, "SPXW"), nullptr);
  EXPECT_NE(row_of(loaded->front(), "2026-09-18", 5000, Right::call, "SPX"), nullptr);
  EXPECT_TRUE(has_flag(loaded->front(), "am_pm_unresolved"));
}

TEST(TableCsv, RefusesOtherExchanges) {
  struct Row {
    std::string_view why, text, says;
  };
  const Row rows[] = {
      {"another exchange of India", "symbol,expiry,strike,option_type,oi\nSENSEX,20-Aug-2026,80000,CE,5\n", "BSE"},
      {"an exchange of coins that is not known", "instrument,oi\nBTC-260501-60000-C,0.1\n", "crypto"},
  };
  for (const auto& [why, text, says] : rows) {
    const auto loaded = read_chain(text, {}, "x");
    ASSERT_FALSE(loaded) << why;
    EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected) << why;
    EXPECT_NE(loaded.error().message.find(says), std::string::npos) << loaded.error().message;
  }
}

TEST(TableCsv, ReadsCoinsOfDeribit) {
  const auto loaded = read_chain(fixture_text("deribit_eod.csv"), {}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.calendar->exchange(), market::Exchange::deribit);
  EXPECT_EQ(chain.feed, "coin_eod");
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T12:24:07Z");
  EXPECT_EQ(market::to_string(chain.session), "2026-08-19") << "the day that ends with the expiries of the 19th";
  EXPECT_FALSE(chain.spot) << "the underlying's price is the expiry's forward";
  EXPECT_EQ(market::to_string(chain.expiries.front().settles_at), "2026-08-28T08:00:00Z");
  const auto* call = row_of(loaded->front(), "2026-08-28", 105000, Right::call, "BTC");
  ASSERT_NE(call, nullptr);
  EXPECT_NEAR(call->bid->value(), 0.0002 * 62800.2, 1e-9);
  EXPECT_NEAR(call->vendor_vol->value(), 0.496, 1e-12) << "percent, though a single row could not tell";
  EXPECT_EQ(call->open_interest, market::Contracts{161.3});
  EXPECT_TRUE(has_flag(loaded->front(), "premiums_in_coin"));
}

TEST(TableCsv, ReadsCoinsOfOkxInItsOwnContracts) {
  const auto loaded = read_chain(
      "snapshot_utc,exchange,underlying,instrument,expiry,strike,type,mark_price,bid,ask,mark_iv,delta,gamma,vega,"
      "theta,open_interest,volume_24h,underlying_price\n"
      "2026-08-18 12:24:07,okx,BTC,BTC-USD-260828-60000-C,2026-08-28,60000,call,0.03,0.029,0.031,0.41,-1.09,-0.4,0.1,"
      "0.1,2906,3,62000\n",
      {}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.calendar->exchange(), market::Exchange::okx);
  EXPECT_EQ(chain.spot, market::Spot{62000.0});
  EXPECT_EQ(chain.expiries.front().multiplier, market::Multiplier{0.01});
  const auto* call = row_of(loaded->front(), "2026-08-28", 60000, Right::call, "BTC");
  ASSERT_NE(call, nullptr);
  EXPECT_NEAR(call->bid->value(), 0.029 * 62000, 1e-9);
  EXPECT_NEAR(call->vendor_vol->value(), 0.41, 1e-12) << "a fraction";
  EXPECT_FALSE(call->vendor_delta) << "of a position counted in coin";
  EXPECT_TRUE(has_flag(loaded->front(), "vendor_gamma_unusable"));
}

TEST(TableCsv, CoinPremiumsNeedThePriceOfTheCoin) {
  const std::string text = "instrument,bid,ask,oi\nBTC-1MAY26-60000-C,0.1,0.2,5\n";
  const auto when = market::parse_instant("2026-04-30T12:00:00Z");
  const auto without = read_chain(text, {.as_of = when}, "x");
  ASSERT_TRUE(without) << without.error().message;
  EXPECT_FALSE(without->front().chain.rows.front().ask);
  EXPECT_NE(flag_detail(without->front().chain, "premiums_in_coin").find("--spot"), std::string::npos);
  const auto with = read_chain(text, {.spot = market::Spot{70000}, .as_of = when}, "x");
  ASSERT_TRUE(with) << with.error().message;
  EXPECT_NEAR(with->front().chain.rows.front().ask->value(), 14000, 1e-9);
}

TEST(TableCsv, ReadsMinutesOfNse) {
  const auto loaded = read_chain(fixture_text("nifty.csv"), {}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 2U) << "a chain a minute";
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.calendar->exchange(), market::Exchange::nse);
  EXPECT_EQ(chain.symbol, "NIFTY");
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T05:13:00Z") << "10:43 in Mumbai";
  EXPECT_EQ(chain.session, (std::chrono::year{2026} / 8 / 18));
  EXPECT_FALSE(chain.oi_date) << "open interest runs through the day";
  EXPECT_TRUE(chain.trades_for_quotes);
  EXPECT_TRUE(has_flag(loaded->front(), "quotes_are_last_trades"));
  EXPECT_FALSE(has_flag(loaded->front(), "quotes_missing"));
  EXPECT_FALSE(has_flag(loaded->front(), "holidays_unknown"));
  ASSERT_EQ(chain.expiries.size(), 2U);
  EXPECT_EQ(market::to_string(chain.expiries[0].settles_at), "2026-08-18T10:00:00Z");
  EXPECT_EQ(chain.expiries[0].multiplier, market::Multiplier{65});
  EXPECT_EQ(chain.expiries[0].exercise, market::Exercise::european);
  EXPECT_EQ(chain.expiries[1].expiry_class, market::ExpiryClass::monthly_opex);
  const auto* floor = row_of(loaded->front(), "2026-08-18", 23700, Right::put, "NIFTY50");
  ASSERT_NE(floor, nullptr);
  EXPECT_FALSE(floor->vendor_vol) << "0.1 % is a floor";
  const auto* call = row_of(loaded->front(), "2026-08-18", 23700, Right::call, "NIFTY50");
  ASSERT_NE(call, nullptr);
  EXPECT_NEAR(call->vendor_vol->value(), 0.072, 1e-12) << "percent";
}

TEST(TableCsv, NseAsksForWhatItCannotKnow) {
  const std::string head = "timestamp,symbol,expiry,strike,option_type,spot,ltp,oi\n";
  const std::string january = head +
                              "202701041043,NIFTY,12-Jan-2027,25000,CE,25000,90,10\n"
                              "202701041043,NIFTY,12-Jan-2027,25000,PE,25000,80,10\n";
  const auto refused = read_chain(january, {}, "x");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("--multiplier"), std::string::npos) << refused.error().message;
  const auto given = read_chain(january, {.multiplier = market::Multiplier{75}}, "x");
  ASSERT_TRUE(given) << given.error().message;
  EXPECT_EQ(given->front().chain.expiries.front().multiplier, market::Multiplier{75});
  EXPECT_TRUE(has_flag(given->front(), "holidays_unknown"));
  auto told = market::Calendar::us_with_overrides("2027-01-26 closed");
  ASSERT_TRUE(told);
  const auto known = read_chain(
      january,
      {.calendar = std::make_shared<const market::Calendar>(std::move(*told)), .multiplier = market::Multiplier{75}},
      "x");
  ASSERT_TRUE(known);
  EXPECT_FALSE(has_flag(known->front(), "holidays_unknown"));
}

TEST(TableCsv, SaysWhenTheFinalAverageIsRunning) {
  const std::string late =
      "timestamp,symbol,expiry,strike,option_type,spot,ltp,oi\n"
      "202608181510,NIFTY,18-Aug-2026,24000,CE,24000,9,10\n"
      "202608181510,NIFTY,18-Aug-2026,24000,PE,24000,8,10\n";
  const auto loaded = read_chain(late, {}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_TRUE(has_flag(loaded->front(), "settles_at_average"));
  std::string detail;
  for (const auto& flag : loaded->front().chain.flags)
    if (flag.code == "settles_at_average") detail = flag.detail;
  EXPECT_NE(detail.find("last 30 minutes, 10 of which"), std::string::npos) << detail;
}

TEST(TableCsv, RefusesWhatIsNoChain) {
  for (const std::string_view text :
       {"", "\n", "a,b\n", "date,open,high,low,close\n2026-08-18,1,2,3,4\n", "strike,expiry,right\n", "option,bid\n"}) {
    const auto loaded = read(text);
    ASSERT_FALSE(loaded) << text;
    EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected) << text;
    EXPECT_EQ(loaded.error().message.find('\n'), std::string::npos) << "one line";
  }
}

}  // namespace
}  // namespace gammafield::ingest
