#include "ingest/table_json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ingest/table_fixture.h"
#include "market/osi.h"

namespace gammafield::ingest {
namespace {

using market::Right;

LoadResult read(std::string_view text, ReadOptions options = {}) { return read_table_json(text, options); }

constexpr std::string_view one_row =
    R"({"symbol":"ACME260918C00500000","date":"2026-08-18","bid":1.5,"ask":"1.70","iv":0.2,"open_interest":"1,200"})";

TEST(TableJson, FindsTheRowsWhereverTheyAre) {
  struct Row {
    std::string_view why;
    std::string text;
  };
  const std::string row(one_row);
  const Row rows[] = {
      {"an array", "[" + row + "]"},
      {"an object holding one", R"({"status":"OK","results":[)" + row + "]}"},
      {"two levels down, as Tradier does", R"({"data":{"chain":[)" + row + "]}}"},
      {"beside arrays of other things",
       R"({"expirations":["2026-09-18"],"days":[{"date":"x"}],"quotes":[)" + row + "]}"},
      {"a byte-order mark", "\xEF\xBB\xBF[" + row + "]"},
      {"blanks and lines", "\r\n [ \n" + row + "\n ] \n"},
      {"one object a line", row + "\n" + std::string(one_row).replace(16, 1, "7") + "\n"},
  };
  for (const auto& [why, text] : rows) {
    ASSERT_TRUE(is_table_json(text)) << why;
    const auto loaded = read(text);
    ASSERT_TRUE(loaded) << why << ": " << loaded.error().message;
    ASSERT_EQ(loaded->size(), 1U) << why;
    const auto* found = row_of(loaded->front(), "2026-09-18", 500, Right::call);
    ASSERT_NE(found, nullptr) << why;
    EXPECT_EQ(found->bid, market::Price{1.5}) << why;
    EXPECT_EQ(found->ask, market::Price{1.7}) << why << ": a number in a string";
    EXPECT_EQ(found->open_interest, market::Contracts{1200}) << why;
  }
}

TEST(TableJson, ReadsTheSiteOfNse) {
  const auto loaded = read(fixture_text("nse_site.json"));
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.feed, "nse_site");
  EXPECT_EQ(chain.calendar->exchange(), market::Exchange::nse);
  EXPECT_EQ(chain.symbol, "NIFTY");
  EXPECT_EQ(chain.spot, market::Spot{24010.4});
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T05:13:00Z");
  EXPECT_FALSE(chain.trades_for_quotes) << "the site has bid and ask";
  EXPECT_EQ(chain.rows.size(), 51U) << "52 less the put that is not listed; `filtered` says nothing new";
  EXPECT_TRUE(loaded->front().rejects.empty());
  EXPECT_EQ(row_of(loaded->front(), "2026-08-25", 24300, Right::put, "NIFTY"), nullptr);
  const auto* call = row_of(loaded->front(), "2026-08-18", 23750, Right::call, "NIFTY");
  ASSERT_NE(call, nullptr);
  EXPECT_EQ(call->bid, market::Price{270});
  EXPECT_EQ(call->ask, market::Price{270.1});
  EXPECT_EQ(call->open_interest, market::Contracts{478});
  EXPECT_NEAR(call->vendor_vol->value(), 0.072, 1e-12) << "percent";
  const auto* far_put = row_of(loaded->front(), "2026-08-18", 23700, Right::put, "NIFTY");
  ASSERT_NE(far_put, nullptr);
  EXPECT_FALSE(far_put->vendor_vol) << "0 is none";
  EXPECT_EQ(far_put->bid, market::Price{0}) << "nobody bids";
}

TEST(TableJson, ReadsMassivesNestedRows) {
  const auto loaded = read(R"({"status":"OK","results":[{"break_even_price":501.6,"details":{"contract_type":"call",
    "exercise_style":"american","expiration_date":"2026-09-18","shares_per_contract":100,"strike_price":500,
    "ticker":"O:ACME260918C00500000"},"greeks":{"delta":0.55,"gamma":0.0062},"implied_volatility":0.2,
    "last_quote":{"ask":1.7,"bid":1.5},"open_interest":8133,"underlying_asset":{"price":500.9,"ticker":"ACME"}}]})",
                           {.as_of = market::parse_instant("2026-08-18T16:00-04:00")});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.feed, "polygon");
  EXPECT_EQ(chain.spot, market::Spot{500.9});
  EXPECT_EQ(chain.rows.front().vendor_gamma, market::Gamma{0.0062});
  EXPECT_EQ(chain.rows.front().ask, market::Price{1.7});
}

TEST(TableJson, ReadsTradiersRows) {
  const auto loaded =
      read(R"({"options":{"option":[{"symbol":"ACME260918P00500000","type":"option","last":null,"volume":0,
    "bid":14.75,"ask":15.25,"underlying":"ACME","strike":500.0,"greeks":{"delta":-0.45,"gamma":0.0074,"mid_iv":0.21,
    "smv_vol":0.19},"open_interest":12,"contract_size":100,"expiration_date":"2026-09-18","expiration_type":"standard",
    "option_type":"put","root_symbol":"ACME"}]}})",
           {.as_of = market::parse_instant("2026-08-18T16:00-04:00")});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& row = loaded->front().chain.rows.front();
  EXPECT_EQ(loaded->front().chain.feed, "tradier");
  EXPECT_EQ(row.right, Right::put) << "`type` says only that it is an option";
  EXPECT_DOUBLE_EQ(row.vendor_vol->value(), 0.21);
  EXPECT_FALSE(row.last) << "null: no trade today";
}

TEST(TableJson, DatesTradiersRowsByTheirQuotes) {
  const auto contract = [](int strike, long long traded, long long bid, long long ask) {
    return fmt::format(
        R"({{"symbol":"ACME260918C{:08d}","type":"option","last":4.15,"volume":3,"bid":14.75,"ask":15.25,)"
        R"("underlying":"ACME","strike":{}.0,"greeks":null,"trade_date":{},"bid_date":{},"ask_date":{},)"
        R"("open_interest":12,"contract_size":100,"expiration_date":"2026-09-18","expiration_type":"standard",)"
        R"("option_type":"call","root_symbol":"ACME"}})",
        1000 * strike, strike, traded, bid, ask);
  };
  const std::string rows = contract(500, 1'786'000'000'000, 1'787'064'900'000, 1'787'064'960'000) + "," +
                           contract(510, 0, 1'787'064'980'000, 0) + "," +
                           contract(520, 1'787'050'000'000, 1'787'060'000'000, 1'787'060'000'000) + "," +
                           contract(530, 1'786'500'000'000, 0, 0) + "," +
                           contract(540, 1'787'064'000'000, 1'787'064'000'000, 1'787'064'000'000);
  const auto loaded = read(R"({"options":{"option":[)" + rows + "]}}");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 1u) << "last trades are of many days, and the snapshot is one";
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T14:56:20Z") << "the latest quote";
  EXPECT_EQ(chain.rows.size(), 5u);
  EXPECT_TRUE(loaded->front().rejects.empty());
  for (const char* code : {"row_times_merged", "other_snapshots_left_out", "trades_after_as_of"})
    EXPECT_FALSE(has_flag(loaded->front(), code)) << code;
  const auto* first = row_of(loaded->front(), "2026-09-18", 500, Right::call);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(market::to_string(*first->quoted_at), "2026-08-18T14:56:00Z") << "the later of bid and ask";
  const auto* never = row_of(loaded->front(), "2026-09-18", 530, Right::call);
  ASSERT_NE(never, nullptr);
  EXPECT_FALSE(never->quoted_at) << "a time of 0 is none";
}

TEST(TableJson, ToleratesWhatVendorsDo) {
  struct Row {
    std::string_view why, text;
  };
  const Row rows[] = {
      {"unknown and repeated keys: the first stays",
       R"([{"symbol":"ACME260918C00500000","date":"2026-08-18","x":{"y":[1]},"bid":1.5,"bid":9,"ask":1.7}])"},
      {"keys in another order", R"([{"ask":1.7,"bid":1.5,"date":"2026-08-18","symbol":"ACME260918C00500000"}])"},
      {"an escaped key", R"([{"\u0061sk":1.7,"bid":1.5,"date":"2026-08-18","symbol":"ACME260918C00500000"}])"},
      {"words for none",
       R"([{"symbol":"ACME260918C00500000","date":"2026-08-18","bid":1.5,"ask":1.7,"iv":"NaN","gamma":null,"last":"-"}])"},
      {"an integer where a float was",
       R"([{"symbol":"ACME260918C00500000","date":"2026-08-18","bid":1.5,"ask":1.70e0,"oi":3}])"},
  };
  for (const auto& [why, text] : rows) {
    const auto loaded = read(text);
    ASSERT_TRUE(loaded) << why << ": " << loaded.error().message;
    EXPECT_TRUE(loaded->front().rejects.empty()) << why;
    EXPECT_EQ(loaded->front().chain.rows.front().bid, market::Price{1.5}) << why;
    EXPECT_EQ(loaded->front().chain.rows.front().ask, market::Price{1.7}) << why;
    EXPECT_FALSE(loaded->front().chain.rows.front().vendor_gamma) << why;
  }
}

TEST(TableJson, KeepsRowsThatAreNoContracts) {
  const auto loaded = read(
      "[" + std::string(one_row) +
      R"(,{"symbol":"what","date":"2026-08-18"},{"symbol":"ACME260918P00500000","date":"2026-08-18","bid":1e999}])");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->front().rejects.size(), 2U);
  EXPECT_EQ(loaded->front().rejects[0].line, 2U) << "the number of the element";
  EXPECT_EQ(loaded->front().rejects[1].reason, RejectReason::bad_number);
}

TEST(TableJson, RefusesBrokenDocuments) {
  struct Row {
    std::string_view why;
    std::string text;
  };
  const std::string row(one_row);
  const Row rows[] = {
      {"cut after a row", "[" + row},
      {"cut after a comma", "[" + row + ","},
      {"text behind", "[" + row + "] and more"},
      {"two documents on one line", "[" + row + "][" + row + "]"},
      {"a bare word", "[" + row.substr(0, row.size() - 1) + R"(,"x":tru}])"},
      {"a broken null", "[" + row.substr(0, row.size() - 1) + R"(,"x":nul}])"},
      {"no rows", R"({"status":"OK","results":[]})"},
      {"rows of something else", R"([{"commit":"a","committed_at":"b","levels":{"x":1}}])"},
      {"an empty object", "{}"},
      {"an empty array", "[]"},
      {"one brace", "{"},
  };
  for (const auto& [why, text] : rows) {
    const auto loaded = read(text);
    ASSERT_FALSE(loaded) << why;
    EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected) << why;
  }
}

/// The same made-up contracts in three writings.
struct Writings {
  std::string csv = "date,option,bid,ask,iv,oi\n", json = "[", ndjson;

  void add(const market::OsiSymbol& symbol, int bid_cents, int interest) {
    const std::string osi = market::to_compact_osi(symbol);
    const std::string bid = fmt::format("{:.2f}", bid_cents / 100.0),
                      ask = fmt::format("{:.2f}", bid_cents / 100.0 + 0.1);
    csv += fmt::format("2026-08-18,{},{},{},0.25,{}\n", osi, bid, ask, interest);
    const std::string object = fmt::format(
        R"({{"date":"2026-08-18","option":"{}","bid":{},"ask":"{}","iv":0.25,"oi":{}}})", osi, bid, ask, interest);
    json += (json.size() > 1 ? "," : "") + object;
    ndjson += object + "\n";
  }
};

/// Everything that the writing must not change.
std::string told_by(const LoadResult& loaded) {
  if (!loaded) return loaded.error().message;
  std::string text;
  for (const auto& row : loaded->front().chain.rows) {
    const auto& expiry = loaded->front().chain.expiries[row.expiry];
    text += fmt::format("{} {} {} {} {} {} {}\n", expiry.root, market::to_string(expiry.date), row.strike.value(),
                        market::letter(row.right), row.bid.value_or(market::Price{-1}).value(),
                        row.ask.value_or(market::Price{-1}).value(),
                        row.open_interest.value_or(market::Contracts{-1}).value());
  }
  return text + fmt::format("{} left out", loaded->front().rejects.size());
}

RC_GTEST_PROP(Tables, SayTheSameInEveryWriting, ()) {
  Writings writings;
  const auto count = *rc::gen::inRange(2, 20);
  for (int i = 0; i < count; ++i) {
    const market::Date expiry{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} +
                              std::chrono::days{*rc::gen::inRange(0, 400)}};
    const auto right = *rc::gen::element(Right::call, Right::put);
    writings.add({"ACME", expiry, right, market::Strike{*rc::gen::inRange(1, 2000) / 2.0}}, *rc::gen::inRange(0, 99999),
                 *rc::gen::inRange(0, 100000));
  }
  const std::string csv = told_by(read_chain(writings.csv, {}, "x"));
  RC_ASSERT(csv == told_by(read_chain(writings.json + "]", {}, "x")));
  RC_ASSERT(csv == told_by(read_chain(writings.ndjson, {}, "x")));
}

TEST(Ndjson, RejectsALineThatIsNoObject) {
  const std::string row(one_row);
  const auto loaded = read(row + "\n{broken\n" + std::string(one_row).replace(16, 1, "7") + "\n");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->front().chain.rows.size(), 2U);
  ASSERT_EQ(loaded->front().rejects.size(), 1U);
  EXPECT_EQ(loaded->front().rejects.front().line, 2U);
  EXPECT_TRUE(has_flag(loaded->front(), "end_not_marked"));
}

}  // namespace
}  // namespace gammafield::ingest
