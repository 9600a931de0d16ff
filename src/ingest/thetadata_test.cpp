#include "ingest/thetadata.h"

#include <gtest/gtest.h>

#include "ingest/table_fixture.h"
#include "ingest/theta_table.h"

namespace gammafield::ingest {
namespace {

using market::Right;

const market::Instant asked_at = *market::parse_instant("2026-08-18T15:00:00Z");  // 11:00 in New York

// The numbers are made up; the shapes are the terminal's.
constexpr std::string_view quotes_csv =
    "timestamp,symbol,expiration,strike,right,bid_size,bid_exchange,bid,bid_condition,ask_size,ask_exchange,ask,"
    "ask_condition\r\n"
    "2026-08-18T10:59:30.250,\"ACME\",2026-09-18,100.000,CALL,12,5,4.10,50,9,11,4.30,50\r\n"
    "2026-08-18T10:40:00.000,\"ACME\",2026-09-18,533.330,PUT,0,5,0.00,50,9,11,0.05,50\r\n"
    "2026-08-18T09:31:00.000,\"ACME\",2026-09-18,20.000,PUT,0,5,0.00,50,0,11,0.00,50\r\n";
constexpr std::string_view interest_csv =
    "timestamp,symbol,expiration,strike,right,open_interest\n"
    "2026-08-18T06:30:02.000,ACME,2026-09-18,100.000,CALL,120\n"
    "2026-08-18T06:30:02.000,ACME,2026-09-18,533.330,PUT,7\n"
    "2026-08-18T06:30:02.000,ACME,2026-09-18,90.000,CALL,3\n";

constexpr std::string_view quotes_v3 = R"({"response":[{"contract":{"symbol":"ACME","expiration":"2026-09-18",
  "strike":100.000,"right":"CALL"},"data":[{"timestamp":"2026-08-18T10:59:30.250","bid_size":12,"bid_exchange":5,
  "bid":4.10,"bid_condition":50,"ask_size":9,"ask_exchange":11,"ask":4.30,"ask_condition":50}]},{"contract":
  {"symbol":"ACME","expiration":"2026-09-18","strike":533.330,"right":"PUT"},"data":[{"timestamp":
  "2026-08-18T10:40:00.000","bid_size":0,"bid":0.00,"ask":0.05}]},{"contract":{"symbol":"ACME","expiration":
  "2026-09-18","strike":20.000,"right":"PUT"},"data":[{"timestamp":"2026-08-18T09:31:00.000","bid":0,"ask":0}]}]})";
constexpr std::string_view interest_v3 = R"({"response":[{"symbol":"ACME","expiration":"2026-09-18","strike":100.0,
  "right":"CALL","open_interest":120},{"symbol":"ACME","expiration":"2026-09-18","strike":533.33,"right":"PUT",
  "open_interest":7},{"symbol":"ACME","expiration":"2026-09-18","strike":90,"right":"CALL","open_interest":3}]})";

constexpr std::string_view quotes_v2 = R"({"header":{"latency_ms":0,"error_type":"null","error_msg":"null",
  "next_page":"null","format":["ms_of_day","bid_size","bid_exchange","bid","bid_condition","ask_size","ask_exchange",
  "ask","ask_condition","date"]},"response":[
  {"ticks":[[39570250,12,5,4.10,50,9,11,4.30,50,20260818]],"contract":{"root":"ACME","expiration":20260918,
   "strike":100000,"right":"C"}},
  {"ticks":[[38400000,0,5,0.0,50,9,11,0.05,50,20260818]],"contract":{"root":"ACME","expiration":20260918,
   "strike":533330,"right":"P"}},
  {"ticks":[[34260000,0,5,0.0,50,0,11,0.0,50,20260818]],"contract":{"root":"ACME","expiration":20260918,
   "strike":20000,"right":"P"}}]})";
constexpr std::string_view interest_v2 = R"({"header":{"error_type":null,"next_page":null,"format":["ms_of_day",
  "open_interest","date"]},"response":[{"ticks":[[23402000,120,20260818]],"contract":{"root":"ACME","expiration":20260918,
  "strike":100000,"right":"C"}},{"ticks":[[23402000,7,20260818]],"contract":{"root":"ACME","expiration":20260918,
  "strike":533330,"right":"P"}},{"ticks":[[23402000,3,20260818]],"contract":{"root":"ACME","expiration":20260918,
  "strike":90000,"right":"C"}}]})";
constexpr std::string_view spot_v3 = R"({"response":[{"timestamp":"2026-08-18T10:59:59","bid":100.4,"ask":100.6}]})";

base::Result<LoadedChain, base::Refusal> read(std::string_view quotes, std::string_view open_interest,
                                              std::string_view spot = spot_v3) {
  return read_thetadata({.symbol = "ACME",
                         .quotes = {std::string{quotes}},
                         .open_interest = {std::string{open_interest}},
                         .spot = std::string{spot},
                         .asked_at = asked_at},
                        {});
}

TEST(ThetaData, ReadsOneChainFromEveryShape) {
  struct Row {
    std::string_view why, quotes, open_interest;
  };
  const Row rows[] = {
      {"v3, CSV", quotes_csv, interest_csv},
      {"v3, contracts with data, and flat rows", quotes_v3, interest_v3},
      {"v2, strikes in tenths of a cent", quotes_v2, interest_v2},
      {"one of each", quotes_v2, interest_csv},
  };
  for (const auto& [why, quotes, open_interest] : rows) {
    const auto loaded = read(quotes, open_interest);
    ASSERT_TRUE(loaded) << why << ": " << loaded.error().message;
    const auto& chain = loaded->chain;
    EXPECT_EQ(chain.feed, "thetadata") << why;
    EXPECT_EQ(chain.symbol, "ACME") << why;
    EXPECT_EQ(chain.spot, market::Spot{100.5}) << why;
    EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T14:59:59Z") << why << ": New York's clock";
    EXPECT_EQ(market::to_string(*chain.oi_date), "2026-08-17") << why;
    ASSERT_EQ(chain.rows.size(), 4u) << why;
    const auto* call = row_of(*loaded, "2026-09-18", 100, Right::call);
    ASSERT_NE(call, nullptr) << why;
    EXPECT_EQ(call->bid, market::Price{4.1}) << why;
    EXPECT_EQ(call->ask, market::Price{4.3}) << why;
    EXPECT_EQ(call->open_interest, market::Contracts{120}) << why;
    EXPECT_EQ(market::to_string(*call->quoted_at), "2026-08-18T14:59:30Z") << why;
    const auto* put = row_of(*loaded, "2026-09-18", 533.33, Right::put);
    ASSERT_NE(put, nullptr) << why;
    EXPECT_EQ(put->bid, market::Price{0}) << why << ": nobody bids";
    EXPECT_EQ(put->open_interest, market::Contracts{7}) << why;
    const auto* unquoted = row_of(*loaded, "2026-09-18", 20, Right::put);
    ASSERT_NE(unquoted, nullptr) << why;
    EXPECT_FALSE(unquoted->bid || unquoted->ask || unquoted->open_interest) << why << ": 0 and 0 is no quote";
    const auto* unasked = row_of(*loaded, "2026-09-18", 90, Right::call);
    ASSERT_NE(unasked, nullptr) << why;
    EXPECT_EQ(unasked->open_interest, market::Contracts{3}) << why << ": open interest alone";
    EXPECT_EQ(has_flag(*loaded, "end_not_marked"), why == "v3, CSV" || why == "one of each") << why;
  }
}

TEST(ThetaData, PutsRootsTogetherAndLeavesContradictionsOut) {
  const auto loaded = read_thetadata(
      {.symbol = "SPX",
       .quotes =
           {R"({"response":[{"symbol":"SPX","expiration":"2026-09-18","strike":5000,"right":"call","bid":1,"ask":2}]})",
            R"([{"symbol":"SPXW","expiration":"2026-09-18","strike":5000,"right":"call","bid":1,"ask":2},
                      {"symbol":"SPXW","expiration":"2026-09-18","strike":0,"right":"call","bid":1,"ask":2},
                      {"symbol":"SPXW","expiration":"soon","strike":10,"right":"call","bid":1,"ask":2},
                      {"symbol":"SPXW","expiration":"2026-09-18","strike":10,"right":"both","bid":1,"ask":2}])"},
       .open_interest = {R"({"response":{"symbol":["SPXW","SPXW","SPX"],"expiration":["2026-09-18","2026-09-18",
                      "2026-09-18"],"strike":[5000,5000,5000],"right":["C","C","C"],"open_interest":[1,2,3]}})"},
       .asked_at = asked_at},
      {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->chain.rows.size(), 1u) << "SPXW is told with two open interests";
  EXPECT_EQ(loaded->chain.rows.front().open_interest, market::Contracts{3});
  EXPECT_EQ(loaded->rejects.size(), 4u);
  EXPECT_FALSE(loaded->chain.spot) << "the plan has none";
  EXPECT_EQ(loaded->chain.as_of, asked_at) << "no time in it: when it was asked";
}

TEST(ThetaData, OfCutAnswersNothingIsTaken) {
  for (const std::string_view quotes : {quotes_v3, quotes_v2, std::string_view{R"([{"symbol":"ACME","bid":1}])"}})
    for (std::size_t size = 0; size < quotes.size(); ++size)
      EXPECT_FALSE(read(quotes.substr(0, size), interest_v3)) << quotes.substr(0, size);
  for (std::size_t size = 0; size < quotes_csv.size(); ++size) {
    const auto loaded = read(quotes_csv.substr(0, size), interest_v3);
    if (loaded) {
      EXPECT_TRUE(has_flag(*loaded, "end_not_marked")) << size;
      EXPECT_TRUE(quotes_csv[size - 1] == '\r' || quotes_csv[size - 1] == '\n') << "within a line at " << size;
    }
  }
}

TEST(ThetaData, RefusesWhatIsNoTable) {
  struct Row {
    std::string_view why, text;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"text", "No data for the specified timeframe & contract."},
      {"an error of v2", R"({"header":{"error_type":"NO_DATA","error_msg":"x","format":null},"response":[0]})"},
      {"no response", R"({"status":"ok"})"},
      {"a list that is shorter than its format", R"({"header":{"format":["a","b"]},"response":[[1]]})"},
      {"columns of two lengths", R"({"response":{"a":[1,2],"b":[1]}})"},
      {"numbers", R"({"response":[1,2]})"},
      {"a line of other cells", "symbol,bid\nACME,1,2\n"},
  };
  for (const auto& [why, text] : rows) EXPECT_FALSE(read_theta_table(text, [](const ThetaRow&) {})) << why;
}

TEST(ThetaData, FindsTheNextPage) {
  const auto next = theta_next_page(
      R"({"header":{"next_page":"http://127.0.0.1:25510/v2/page/7","format":["bid"]},"response":[[1]]})");
  ASSERT_TRUE(next);
  EXPECT_EQ(*next, "http://127.0.0.1:25510/v2/page/7");
  EXPECT_EQ(*theta_next_page(quotes_v2), std::nullopt) << "`null` as a text is none";
  EXPECT_EQ(*theta_next_page(quotes_csv), std::nullopt);
}

}  // namespace
}  // namespace gammafield::ingest
