#include "ingest/deribit_message.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

constexpr std::string_view ticker =
    R"({"jsonrpc":"2.0","method":"subscription","params":{"channel":"ticker.BTC-23FEB24-45000-C.agg2","data":{)"
    R"("instrument_name":"BTC-23FEB24-45000-C","timestamp":1707627659690,"state":"open","underlying_index":"BTC-23FEB24",)"
    R"("underlying_price":48559.14,"index_price":48321.99,"estimated_delivery_price":48321.5,"mark_price":0.0815,)"
    R"("mark_iv":46.17,"bid_iv":37.0,"ask_iv":56.44,"best_bid_price":0.0775,"best_bid_amount":32.3,"best_ask_price":0.0865,)"
    R"("best_ask_amount":32.4,"last_price":0.085,"open_interest":1716.9,"interest_rate":0.0,"greeks":{"delta":0.82809,)"
    R"("gamma":0.00006},"stats":{"volume":52.3,"volume_usd":154419.3}}}})";

TEST(DeribitMessage, ATickerIsAQuote) {
  DeribitReader reader;
  const auto message = reader.read(ticker);
  ASSERT_TRUE(message) << message.error();
  const auto* told = std::get_if<DeribitTicker>(&*message);
  ASSERT_NE(told, nullptr);
  const DeribitQuote& quote = told->quote;
  EXPECT_EQ(quote.instrument, "BTC-23FEB24-45000-C");
  EXPECT_EQ(quote.time_ms, 1707627659690);
  EXPECT_EQ(quote.underlying_price, 48559.14);
  EXPECT_EQ(quote.index_price, 48321.99) << "not the estimate that follows it";
  EXPECT_EQ(quote.bid, 0.0775);
  EXPECT_EQ(quote.ask, 0.0865);
  EXPECT_EQ(quote.last, 0.085);
  EXPECT_EQ(quote.mark_iv, 46.17);
  EXPECT_EQ(quote.open_interest, 1716.9);
  EXPECT_EQ(quote.volume, 52.3);
  EXPECT_EQ(quote.delta, 0.82809);
}

TEST(DeribitMessage, NothingMoreIsLookedForInBrokenParameters) {
  DeribitReader reader;
  for (const std::string_view text :
       {R"({"jsonrpc":"2.0","method":"subscription","params":{"channel":"b.5},"stats":{"volume":52.3}}}})",
        R"({"params":{"channel":1,"data":{"a":[}}})", R"({"params":{"type" "channel"}})", R"({"params":{"a":1)",
        R"({"params":{"channel":"b.5},"s":{"v":5}}})"}) {
    EXPECT_FALSE(reader.read(text)) << text;
    EXPECT_TRUE(reader.read(ticker)) << "and the next one is read: " << text;
  }
}

/// A ticker of one field, the rest as it must be.
std::string ticker_with(std::string_view field) {
  return std::string(R"({"jsonrpc":"2.0","method":"subscription","params":{"channel":"ticker.X.agg2","data":{)") +
         R"("instrument_name":"BTC-23FEB24-45000-C",)" + std::string(field) + "}}}";
}

TEST(DeribitMessage, WhatIsNotThereIsNone) {
  struct Row {
    std::string_view why, field;
    std::optional<double> bid;
  };
  const Row rows[] = {
      {"a number", R"("best_bid_price":0.01)", 0.01},
      {"a whole number", R"("best_bid_price":1)", 1.0},
      {"a number as a string", R"("best_bid_price":"0.01")", 0.01},
      {"null: an empty side", R"("best_bid_price":null)", {}},
      {"0: an empty side of older servers", R"("best_bid_price":0.0)", {}},
      {"not a number", R"("best_bid_price":"NaN")", {}},
      {"no number at all", R"("best_bid_price":true)", {}},
      {"absent", R"("best_ask_price":0.01)", {}},
      {"given twice: the last counts", R"("best_bid_price":0.01,"best_bid_price":0.02)", 0.02},
      {"given twice, then taken back", R"("best_bid_price":0.01,"best_bid_price":null)", {}},
      {"an object of a later version", R"("best_bid_price":{"value":0.01})", {}},
      {"greeks not computed", R"("greeks":null,"best_bid_price":0.01)", 0.01},
  };
  DeribitReader reader;
  for (const auto& [why, field, bid] : rows) {
    const auto message = reader.read(ticker_with(field));
    ASSERT_TRUE(message) << why << ": " << message.error();
    const auto* told = std::get_if<DeribitTicker>(&*message);
    ASSERT_NE(told, nullptr) << why;
    EXPECT_EQ(told->quote.bid, bid) << why;
  }
}

TEST(DeribitMessage, KeysComeInAnyOrder) {
  DeribitReader reader;
  const auto message =
      reader.read(R"({"params":{"data":{"best_ask_price":0.5,"instrument_name":"ETH-5JUN26-1650-P"},)"
                  R"("unknown":[1,{"a":2}],"channel":"ticker.ETH-5JUN26-1650-P.100ms"},"jsonrpc":"2.0"})");
  ASSERT_TRUE(message) << message.error();
  const auto* told = std::get_if<DeribitTicker>(&*message);
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->quote.ask, 0.5);
}

TEST(DeribitMessage, DepthHasItsChangeIds) {
  DeribitReader reader;
  const auto message = reader.read(
      R"({"jsonrpc":"2.0","method":"subscription","params":{"channel":"book.BTC-5JUN26-90000-C.100ms","data":{)"
      R"("type":"change","instrument_name":"BTC-5JUN26-90000-C","timestamp":1699999999500,"change_id":123456790,)"
      R"("prev_change_id":123456789,"bids":[["change",0.05,950.0],["new",0.04,3.0]],"asks":[["delete",0.06,0.0]]}}})");
  ASSERT_TRUE(message) << message.error();
  const auto* depth = std::get_if<DeribitDepth>(&*message);
  ASSERT_NE(depth, nullptr);
  EXPECT_FALSE(depth->snapshot);
  EXPECT_EQ(depth->change_id, 123456790);
  EXPECT_EQ(depth->previous_change_id, 123456789);
  ASSERT_EQ(depth->levels.size(), 3U);
  EXPECT_TRUE(depth->levels[0].bid);
  EXPECT_EQ(depth->levels[1].price, 0.04);
  EXPECT_FALSE(depth->levels[2].bid);
  EXPECT_EQ(depth->levels[2].amount, 0) << "taken out";
}

TEST(DeribitMessage, TheRestOfTheProtocol) {
  DeribitReader reader;
  const auto beat = reader.read(R"({"jsonrpc":"2.0","method":"heartbeat","params":{"type":"heartbeat"}})");
  ASSERT_TRUE(beat);
  EXPECT_FALSE(std::get<DeribitHeartbeat>(*beat).test_request);
  const auto test = reader.read(R"({"jsonrpc":"2.0","method":"heartbeat","params":{"type":"test_request"}})");
  ASSERT_TRUE(test);
  EXPECT_TRUE(std::get<DeribitHeartbeat>(*test).test_request);
  const auto ok = reader.read(R"({"jsonrpc":"2.0","id":7,"result":"ok","usIn":1,"usOut":1765297564479750})");
  ASSERT_TRUE(ok);
  EXPECT_EQ(std::get<DeribitReply>(*ok).id, 7);
  EXPECT_EQ(std::get<DeribitReply>(*ok).sent_us, 1765297564479750);
  const auto failed =
      reader.read(R"({"jsonrpc":"2.0","error":{"code":10028,"message":"too_many_requests","data":null},"id":8})");
  ASSERT_TRUE(failed);
  EXPECT_EQ(std::get<DeribitFailure>(*failed).id, 8) << "though it comes last";
  EXPECT_EQ(std::get<DeribitFailure>(*failed).code, 10028);
  const auto other = reader.read(
      R"({"jsonrpc":"2.0","method":"subscription","params":{"channel":"deribit_volatility_index.btc_usd","data":{"volatility":50}}})");
  ASSERT_TRUE(other);
  EXPECT_TRUE(std::holds_alternative<DeribitOther>(*other));
}

TEST(DeribitMessage, WhatIsNoMessageIsRefused) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"nothing", ""},
      {"a page for people", "<html>busy</html>"},
      {"some other JSON", R"({"a":1})"},
      {"a list", "[1,2]"},
      {"something after the end", R"({"jsonrpc":"2.0","id":1,"result":"ok"} {"x":1})"},
  };
  DeribitReader reader;
  for (const auto& [why, text] : rows) {
    const auto message = reader.read(text);
    ASSERT_FALSE(message) << why;
    EXPECT_EQ(message.error().find('\n'), std::string::npos) << why;
  }
}

TEST(DeribitMessage, CutAnywhereIsRefused) {
  DeribitReader reader;
  for (std::size_t size = 0; size < ticker.size(); ++size)
    EXPECT_FALSE(reader.read(ticker.substr(0, size))) << "cut after " << size;
}

}  // namespace
}  // namespace gammafield::ingest
