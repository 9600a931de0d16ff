#include "ingest/deribit_json.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ingest/deribit_quotes.h"
#include "ingest/read_chain.h"
#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

std::string answer(std::string_view rows) {
  return std::string(R"({"jsonrpc":"2.0","result":[)") + std::string(rows) +
         R"(],"usIn":1787063400249100,"usOut":1787063400250000,"usDiff":900,"testnet":false})";
}

constexpr std::string_view btc_call =
    R"({"instrument_name":"BTC-28AUG26-60000-C","creation_timestamp":1787063400000,"underlying_price":60150.0,)"
    R"("estimated_delivery_price":60000.5,"bid_price":0.02,"ask_price":0.03,"mark_iv":48.0,"open_interest":10.5,)"
    R"("volume":3.0,"last":null,"mid_price":0.025})";
constexpr std::string_view btc_put =
    R"({"instrument_name":"BTC-28AUG26-60000-P","creation_timestamp":1787063401000,"underlying_price":60160.0,)"
    R"("estimated_delivery_price":60001.5,"bid_price":null,"ask_price":0.0225,"mark_iv":0.0,"open_interest":0.0,)"
    R"("volume":null,"last":0.021})";
constexpr std::string_view sol_put =
    R"({"instrument_name":"SOL_USDC-28AUG26-132d5-P","creation_timestamp":1787063400000,"underlying_price":150.5,)"
    R"("estimated_delivery_price":150.25,"bid_price":1.25,"ask_price":1.3,"mark_iv":70.5,"open_interest":420.0})";

std::string both() { return answer(std::string(btc_call) + "," + std::string(btc_put) + "," + std::string(sol_put)); }

TEST(DeribitJson, ABookSummaryIsAChainInDollars) {
  const auto loaded = read_chain(both(), {}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), 1U);
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.feed, "deribit_json");
  EXPECT_EQ(chain.symbol, "BTC");
  EXPECT_EQ(chain.calendar->exchange(), market::Exchange::deribit);
  EXPECT_EQ(chain.spot, market::Spot{60001.5}) << "the index of the latest row";
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T14:30:01Z");
  EXPECT_FALSE(chain.oi_date) << "open interest is of the moment";
  ASSERT_EQ(chain.expiries.size(), 1U);
  EXPECT_EQ(market::to_string(chain.expiries[0].settles_at), "2026-08-28T08:00:00Z");
  EXPECT_EQ(chain.expiries[0].multiplier, market::Multiplier{1});
  EXPECT_EQ(chain.expiries[0].exercise, market::Exercise::european);
  ASSERT_EQ(chain.rows.size(), 2U);
  const auto& call = chain.rows[0];
  EXPECT_NEAR(call.bid->value(), 0.02 * 60150, 1e-9) << "coins times the forward of its own row";
  EXPECT_NEAR(call.ask->value(), 0.03 * 60150, 1e-9);
  EXPECT_NEAR(call.vendor_vol->value(), 0.48, 1e-12) << "percent";
  EXPECT_EQ(call.open_interest, market::Contracts{10.5});
  const auto& put = chain.rows[1];
  EXPECT_FALSE(put.bid) << "null is no bid, not a bid of 0";
  EXPECT_FALSE(put.vendor_vol) << "0 is none";
  EXPECT_EQ(put.open_interest, market::Contracts{0}) << "0 is a real number of coins";
  EXPECT_FALSE(put.volume);
  EXPECT_TRUE(has_flag(loaded->front(), "premiums_in_coin"));
  EXPECT_EQ(loaded->front().rejects.size(), 1U) << "another underlying";
}

TEST(DeribitJson, LinearPremiumsStayDollars) {
  const auto loaded = read_chain(both(), {.symbol = "SOL_USDC"}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.symbol, "SOL_USDC");
  EXPECT_EQ(chain.spot, market::Spot{150.25});
  ASSERT_EQ(chain.rows.size(), 1U);
  EXPECT_EQ(chain.rows[0].strike, market::Strike{132.5});
  EXPECT_EQ(chain.rows[0].bid, market::Price{1.25});
  EXPECT_FALSE(has_flag(loaded->front(), "premiums_in_coin"));
}

TEST(DeribitJson, MessagesOneALineBringQuotesUpToDate) {
  const auto update = [](std::int64_t ms, double bid) {
    return R"({"jsonrpc":"2.0","method":"subscription","params":{"channel":"ticker.x.100ms","data":{"instrument_name":)"
           R"("BTC-28AUG26-60000-C","underlying_price":60000,"mark_iv":47,"best_bid_price":)" +
           std::to_string(bid) + R"(,"open_interest":11,"timestamp":)" + std::to_string(ms) + "}}}\n";
  };
  const std::string text = both() + "\n" + update(1787063460000, 0.04) + update(1787063459000, 0.05);
  const auto loaded = read_chain(text, {}, "x");
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T14:31:00Z");
  EXPECT_NEAR(chain.rows[0].bid->value(), 0.04 * 60000, 1e-9) << "a quote does not go back in time";
  EXPECT_FALSE(chain.rows[0].ask) << "the ticker has none: it is gone";
  EXPECT_EQ(chain.rows[0].open_interest, market::Contracts{11});
}

TEST(DeribitJson, RefusesWhatHasNoOptions) {
  struct Row {
    std::string_view why, text, says;
  };
  const Row rows[] = {
      {"an error in the answer's place",
       R"({"jsonrpc":"2.0","id":1,"error":{"code":10028,"message":"too_many_requests"}})",
       "error 10028 (too_many_requests)"},
      {"futures alone", R"({"jsonrpc":"2.0","result":[{"instrument_name":"BTC-PERPETUAL","mark_iv":null}]})",
       "no option"},
      {"no options at all", R"({"jsonrpc":"2.0","result":[],"x":["instrument_name","mark_iv"]})", "no option"},
  };
  for (const auto& [why, text, says] : rows) {
    const auto loaded = read_chain(text, {}, "x");
    ASSERT_FALSE(loaded) << why;
    EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected) << why;
    EXPECT_NE(loaded.error().message.find(says), std::string::npos) << why << ": " << loaded.error().message;
  }
}

TEST(DeribitJson, CutAnywhereIsNeverAWholeChain) {
  const std::string text = both();
  for (std::size_t size = 1; size < text.size(); ++size)
    EXPECT_FALSE(read_deribit_json(text.substr(0, size), {})) << "cut after " << size;
}

TEST(DeribitJson, ALastLineThatBreaksOffIsSeen) {
  const std::string text = both() + "\n" + both().substr(0, 300);
  const auto loaded = read_deribit_json(text, {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_TRUE(has_flag(loaded->front(), "incomplete"));
}

TEST(DeribitQuotes, ForgetsWhatHasSettled) {
  DeribitQuotes quotes;
  EXPECT_EQ(quotes.take({.instrument = "BTC-28AUG26-60000-C", .time_ms = 1}), DeribitQuotes::Taken::added);
  EXPECT_EQ(quotes.take({.instrument = "BTC-29AUG26-60000-C", .time_ms = 1}), DeribitQuotes::Taken::added);
  EXPECT_EQ(quotes.take({.instrument = "BTC-PERPETUAL", .time_ms = 1}), DeribitQuotes::Taken::not_an_option);
  EXPECT_EQ(quotes.remove_settled(*market::parse_instant("2026-08-28T07:59:59Z")), 0U);
  EXPECT_EQ(quotes.remove_settled(*market::parse_instant("2026-08-28T08:00:00Z")), 1U);
  EXPECT_EQ(quotes.take({.instrument = "BTC-29AUG26-60000-C", .time_ms = 2, .bid = 0.5}),
            DeribitQuotes::Taken::replaced);
  EXPECT_EQ(quotes.bid("BTC-29AUG26-60000-C"), 0.5);
  EXPECT_FALSE(quotes.time_ms("BTC-28AUG26-60000-C"));
}

TEST(DeribitQuotes, AListingGoesBeforeTheName) {
  constexpr std::string_view name = "BTC-28AUG26-60000-C", other = "BTC-28AUG26-62000-C";
  const std::int64_t named = 1787904000000, an_hour = 3'600'000;  // 2026-08-28 08:00 UTC
  struct Row {
    std::string_view why;
    std::optional<std::int64_t> listed;
    bool taken;
    std::string_view settles;
    bool flagged;
  };
  const Row rows[] = {
      {"as named", named, true, "2026-08-28T08:00:00Z", false},
      {"a day later", named + 24 * an_hour, true, "2026-08-29T08:00:00Z", false},
      {"another hour: the day is taken, and it is said", named + 25 * an_hour, true, "2026-08-29T08:00:00Z", true},
      {"no time", {}, false, "2026-08-28T08:00:00Z", false},
      {"nonsense", -5, false, "2026-08-28T08:00:00Z", false},
  };
  for (const Row& row : rows)
    for (const bool quoted_first : {false, true}) {
      DeribitQuotes quotes;
      const DeribitQuote quote{.instrument = name,
                               .time_ms = named - 48 * an_hour,
                               .underlying_price = 60'000,
                               .index_price = 60'000,
                               .bid = 0.02,
                               .ask = 0.03};
      if (quoted_first) (void)quotes.take(quote);
      EXPECT_EQ(quotes.take_listing({.instrument = name, .expires_ms = row.listed}), row.taken) << row.why;
      EXPECT_FALSE(quotes.take_listing({.instrument = "BTC-PERPETUAL", .expires_ms = named})) << row.why;
      if (!quoted_first) (void)quotes.take(quote);
      const auto loaded = quotes.chain({}, "deribit");
      ASSERT_TRUE(loaded) << loaded.error().message;
      ASSERT_EQ(loaded->chain.expiries.size(), 1U);
      EXPECT_EQ(market::to_string(loaded->chain.expiries[0].settles_at), row.settles) << row.why;
      EXPECT_EQ(has_flag(*loaded, "expiry_hour_unusual"), row.flagged) << row.why;
      EXPECT_FALSE(quotes.time_ms(other));
    }
}

}  // namespace
}  // namespace gammafield::ingest
