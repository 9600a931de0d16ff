#include "ingest/massive.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

using market::Right;

const market::Instant asked_at = *market::parse_instant("2026-08-18T15:00:00Z");

/// A contract as the vendor sends it; the numbers made up.
std::string contract(std::string_view ticker, std::string_view type, double strike, std::string_view rest,
                     std::string_view asset = R"("price":500.9)") {
  return fmt::format(
      R"({{"break_even_price":501.6,"day":{{"change":-2.4,"change_percent":-7.64,"close":29,"high":32.25,)"
      R"("last_updated":1787025600000000000,"low":29,"open":29.99,"previous_close":31.4,"volume":8,"vwap":30.7738}},)"
      R"("details":{{"contract_type":"{}","exercise_style":"american","expiration_date":"2026-09-18",)"
      R"("shares_per_contract":100,"strike_price":{},"ticker":"{}"}},{}"open_interest":8133,)"
      R"("underlying_asset":{{"change_to_break_even":19.11,"last_updated":1787064980123456789,"ticker":"ACME",)"
      R"("timeframe":"REAL-TIME",{}}}}})",
      type, strike, ticker, rest, asset);
}

constexpr std::string_view whole =
    R"("greeks":{"delta":0.6437,"gamma":0.0061735,"theta":-0.0282,"vega":0.6381},"implied_volatility":0.35702,)"
    R"("last_quote":{"ask":29.25,"ask_size":209,"bid":28.9,"bid_size":294,"last_updated":1787064960800059648,)"
    R"("midpoint":29.075,"timeframe":"REAL-TIME"},"last_trade":{"price":29.1,"sip_timestamp":1787064000000000000,)"
    R"("size":1,"conditions":[209],"exchange":309,"timeframe":"REAL-TIME"},)";
constexpr std::string_view bare = R"("greeks":{},)";

const std::string call = contract("O:ACME260918C00500000", "call", 500, whole);
const std::string put = contract("O:ACME260918P00300000", "put", 300, bare);

std::string page(std::string_view contracts, std::string_view next = "", std::string_view status = "OK") {
  return fmt::format(R"({{"request_id":"a1","status":"{}",{}"results":[{}]}})", status,
                     next.empty() ? "" : fmt::format(R"("next_url":"{}",)", next), contracts);
}

base::Result<LoadedChain, base::Refusal> read(std::vector<std::string> pages, std::string symbol = "ACME") {
  return read_massive({.symbol = std::move(symbol), .pages = std::move(pages), .asked_at = asked_at}, {});
}

TEST(Massive, ReadsPagesAndTheirConventions) {
  const auto loaded = read({page(call, "https://api.massive.com/v3/next"), page(put)});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->chain;
  EXPECT_EQ(chain.feed, "massive");
  EXPECT_EQ(chain.symbol, "ACME");
  EXPECT_EQ(chain.spot, market::Spot{500.9});
  EXPECT_EQ(market::to_string(*chain.spot_at), "2026-08-18T14:56:20Z") << "nanoseconds";
  EXPECT_EQ(chain.as_of, *chain.spot_at);
  EXPECT_EQ(market::to_string(*chain.oi_date), "2026-08-17");
  ASSERT_EQ(chain.rows.size(), 2u);

  const auto* first = row_of(*loaded, "2026-09-18", 500, Right::call);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->bid, market::Price{28.9});
  EXPECT_EQ(first->ask, market::Price{29.25});
  EXPECT_EQ(first->last, market::Price{29.1});
  EXPECT_EQ(first->volume, market::Contracts{8});
  EXPECT_EQ(first->vendor_vol, market::ImpliedVol{0.35702});
  EXPECT_EQ(first->vendor_gamma, market::Gamma{0.0061735}) << "a dollar's, whatever the documents say";
  EXPECT_EQ(first->open_interest, market::Contracts{8133});
  EXPECT_EQ(market::to_string(*first->quoted_at), "2026-08-18T14:56:00Z");
  EXPECT_EQ(chain.expiries[first->expiry].multiplier, market::Multiplier{100});

  const auto* second = row_of(*loaded, "2026-09-18", 300, Right::put);
  ASSERT_NE(second, nullptr);
  EXPECT_FALSE(second->bid || second->ask || second->quoted_at) << "no quote in the plan";
  EXPECT_FALSE(second->vendor_vol || second->vendor_gamma) << "no greeks deep in the money";
}

TEST(Massive, TakesWhatStandsForAPrice) {
  struct Row {
    std::string_view why, asset;
    std::optional<double> spot;
  };
  const Row rows[] = {
      {"a stock's price", R"("price":500.9)", 500.9},
      {"an index's value", R"("value":501.1)", 501.1},
      {"none in the plan", R"("timeframe":"DELAYED")", std::nullopt},
      {"not yet", R"("price":0)", std::nullopt},
  };
  for (const auto& [why, asset, spot] : rows) {
    const auto loaded = read({page(contract("O:ACME260918C00500000", "call", 500, whole, asset))});
    ASSERT_TRUE(loaded) << why << ": " << loaded.error().message;
    EXPECT_EQ(loaded->chain.spot, spot ? std::optional{market::Spot{*spot}} : std::nullopt) << why;
  }
}

TEST(Massive, TellsThePriceOfAPageAlone) {
  struct Row {
    std::string_view why, asset;
    std::optional<double> price;
  };
  const Row rows[] = {
      {"a stock's price", R"("price":500.9)", 500.9},
      {"an index's value", R"("value":501.1)", 501.1},
      {"none in the plan", R"("timeframe":"DELAYED")", std::nullopt},
      {"not yet", R"("price":0)", std::nullopt},
      {"null", R"("price":null)", std::nullopt},
  };
  for (const auto& [why, asset, price] : rows) {
    const auto told =
        read_massive_price(page(contract("O:ACME260918C00500000", "call", 500, bare, asset), "https://next"));
    ASSERT_TRUE(told) << why << ": " << told.error().message;
    ASSERT_EQ(told->has_value(), price.has_value()) << why;
    if (price) {
      EXPECT_EQ((*told)->price, market::Spot{*price}) << why;
      EXPECT_EQ(market::to_string((*told)->at), "2026-08-18T14:56:20Z") << why;
    }
  }
  EXPECT_FALSE(read_massive_price(page(call, "", "NOT_AUTHORIZED")));
  const std::string whole_page = page(call);
  for (std::size_t size = 0; size < whole_page.size(); ++size)
    EXPECT_FALSE(read_massive_price(whole_page.substr(0, size))) << size;
}

TEST(Massive, KeepsRootsApartAndLeavesOthersOut) {
  const auto loaded = read({page(contract("O:SPX260918C05000000", "call", 5000, whole) + "," +
                                 contract("O:SPXW260918C05000000", "call", 5000, whole) + "," +
                                 contract("O:SPXW260918C05100000", "other", 5100, whole))},
                           "SPX");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->chain.expiries.size(), 2u);
  EXPECT_EQ(loaded->chain.rows.size(), 2u);
  ASSERT_EQ(loaded->rejects.size(), 1u) << "neither call nor put to the vendor";
  EXPECT_EQ(loaded->rejects.front().reason, RejectReason::missing_field);
}

TEST(Massive, SaysWhenItIsDelayed) {
  const auto loaded = read({page(call, "", "DELAYED")});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_TRUE(has_flag(*loaded, "quotes_delayed"));
}

TEST(Massive, FindsTheNextPage) {
  struct Row {
    std::string_view why, text;
    std::optional<std::string> next;
    bool read = true;
  };
  const Row rows[] = {
      {"named", R"({"status":"OK","next_url":"https://x/y?cursor=z","results":[]})", "https://x/y?cursor=z"},
      {"behind the rows", R"({"status":"OK","results":[],"next_url":"https://x/y"})", "https://x/y"},
      {"the last", R"({"status":"OK","results":[]})", std::nullopt},
      {"null", R"({"status":"OK","next_url":null,"results":[]})", std::nullopt},
      {"not of the plan", R"({"status":"NOT_AUTHORIZED","request_id":"8","message":"upgrade"})", std::nullopt, false},
      {"an error", R"({"status":"ERROR","error":"Unknown API Key"})", std::nullopt, false},
      {"something else", R"({"status":"OK"})", std::nullopt, false},
      {"a list", "[]", std::nullopt, false},
  };
  for (const auto& [why, text, next, good] : rows) {
    const auto found = massive_next_page(text);
    ASSERT_EQ(found.has_value(), good) << why;
    if (good) {
      EXPECT_EQ(*found, next) << why;
    }
  }
}

TEST(Massive, OfCutPagesNothingIsTaken) {
  const std::string last = page(put);
  for (std::size_t size = 0; size < last.size(); ++size) {
    EXPECT_FALSE(read({page(call, "https://x/y"), last.substr(0, size)})) << size;
    EXPECT_FALSE(massive_next_page(last.substr(0, size))) << size;
  }
  EXPECT_FALSE(read({page(call, "https://x/y")})) << "the last page names another";
}

}  // namespace
}  // namespace gammafield::ingest
