#include "ingest/tradier.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

using market::Right;

const market::Instant asked_at = *market::parse_instant("2026-08-18T15:00:00Z");

/// A row as the vendor sends it; the numbers made up. `greeks` and `open_interest` as they stand in the text.
std::string row(std::string_view symbol, std::string_view type, double strike, std::string_view rest,
                std::string_view root = "ACME") {
  return fmt::format(
      R"({{"symbol":"{}","description":"ACME Sep 18 2026","exch":"Z","type":"option","change":null,"open":null,)"
      R"("high":null,"low":null,"close":null,"underlying":"ACME","strike":{},"change_percentage":null,)"
      R"("average_volume":0,"last_volume":0,"prevclose":null,"week_52_high":0.0,"week_52_low":0.0,"bidsize":87,)"
      R"("bidexch":"Z","asksize":6,"askexch":"T","contract_size":100,"expiration_date":"2026-09-18",)"
      R"("expiration_type":"standard","option_type":"{}","root_symbol":"{}",{}}})",
      symbol, strike, type, root, rest);
}

constexpr std::string_view traded =
    R"("last":4.15,"volume":12,"bid":4.1,"ask":4.3,"trade_date":1787065000000,"bid_date":1787064900000,)"
    R"("ask_date":1787064960000,"open_interest":120,"greeks":{"delta":0.52,"gamma":0.0312,"theta":-0.0037,)"
    R"("vega":0.0614,"rho":0.154,"phi":-0.4556,"bid_iv":0.29,"mid_iv":0.31,"ask_iv":0.33,"smv_vol":0.305,)"
    R"("updated_at":"2026-08-18 14:02:59"})";
constexpr std::string_view untraded =
    R"("last":null,"volume":0,"bid":0.0,"ask":0.05,"trade_date":0,"bid_date":0,"ask_date":1787064000000,)"
    R"("open_interest":0,"greeks":{"delta":0.01,"gamma":0.0004,"bid_iv":0.0,"mid_iv":0.0,"ask_iv":0.4,"smv_vol":0.33})";
constexpr std::string_view without_greeks =
    R"("last":null,"volume":0,"bid":9.8,"ask":10.4,"trade_date":0,"bid_date":1787064000000,"ask_date":0,)"
    R"("open_interest":7,"greeks":null)";

std::string chain_of(std::string_view rows) { return fmt::format(R"({{"options":{{"option":[{}]}}}})", rows); }

std::string quote(std::string_view fields) {
  return fmt::format(R"({{"quotes":{{"quote":{{"symbol":"ACME","description":"Acme Inc","type":"stock",{}}}}}}})",
                     fields);
}

TradierAnswers answers(std::vector<std::string> chains) {
  return {.symbol = "ACME",
          .quote = quote(R"("last":100.5,"trade_date":1787064980000,"bid":100.4,"ask":100.6,"bid_date":1787064990000)"),
          .chains = std::move(chains),
          .asked_at = asked_at};
}

std::string three_rows() {
  return row("ACME260918C00100000", "call", 100, traded) + "," + row("ACME260918P00060000", "put", 60, untraded) + "," +
         row("ACME260918C00090000", "call", 90, without_greeks);
}

TEST(Tradier, ReadsRowsAndTheirConventions) {
  const auto loaded = read_tradier(answers({chain_of(three_rows())}), {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->chain;
  EXPECT_EQ(chain.symbol, "ACME");
  EXPECT_EQ(chain.feed, "tradier");
  EXPECT_EQ(chain.spot, market::Spot{100.5});
  EXPECT_EQ(market::to_string(*chain.spot_at), "2026-08-18T14:56:20Z");
  EXPECT_EQ(chain.as_of, *chain.spot_at) << "the latest of all times";
  EXPECT_EQ(market::to_string(*chain.oi_date), "2026-08-17");
  EXPECT_EQ(chain.rows.size(), 3u);
  EXPECT_TRUE(loaded->rejects.empty());

  const auto* call = row_of(*loaded, "2026-09-18", 100, Right::call);
  ASSERT_NE(call, nullptr);
  EXPECT_EQ(call->bid, market::Price{4.1});
  EXPECT_EQ(call->ask, market::Price{4.3});
  EXPECT_EQ(call->last, market::Price{4.15});
  EXPECT_EQ(call->vendor_vol, market::ImpliedVol{0.31});
  EXPECT_EQ(call->vendor_gamma, market::Gamma{0.0312});
  EXPECT_EQ(call->open_interest, market::Contracts{120});
  EXPECT_EQ(market::to_string(*call->quoted_at), "2026-08-18T14:56:00Z") << "the later of bid_date and ask_date";

  const auto* put = row_of(*loaded, "2026-09-18", 60, Right::put);
  ASSERT_NE(put, nullptr);
  EXPECT_EQ(put->bid, market::Price{0}) << "nobody bids";
  EXPECT_FALSE(put->last) << "null: no trade";
  EXPECT_EQ(put->open_interest, market::Contracts{0}) << "0 is a number here";
  EXPECT_EQ(market::to_string(*put->quoted_at), "2026-08-18T14:40:00Z") << "a time of 0 is none";

  const auto* deep = row_of(*loaded, "2026-09-18", 90, Right::call);
  ASSERT_NE(deep, nullptr);
  EXPECT_FALSE(deep->vendor_vol || deep->vendor_gamma || deep->vendor_delta) << "greeks may be null";
}

TEST(Tradier, PutsExpirationsAndRootsTogether) {
  auto of_two = answers({chain_of(row("SPX260918C05000000", "call", 5000, traded, "SPX") + "," +
                                  row("SPXW260918C05000000", "call", 5000, traded, "SPXW")),
                         R"({"options":null})",
                         R"({"options":{"option":)" + row("SPXW260918P05000000", "put", 5000, traded, "SPXW") + "}}"});
  of_two.symbol = "SPX";
  const auto loaded = read_tradier(of_two, {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->chain.symbol, "SPX");
  EXPECT_EQ(loaded->chain.expiries.size(), 2u) << "AM and PM stay apart";
  EXPECT_EQ(loaded->chain.rows.size(), 3u) << "null is no contract; one may stand where a list would";
}

TEST(Tradier, TakesTheMiddleWhereNothingTraded) {
  struct Row {
    std::string_view why, fields;
    std::optional<double> spot;
  };
  const Row rows[] = {
      {"the last trade", R"("last":100.5,"bid":100.0,"ask":100.2,"trade_date":1787064980000)", 100.5},
      {"no trade: the middle", R"("last":null,"bid":100.0,"ask":100.5,"bid_date":1787064980000)", 100.25},
      {"numbers as texts", R"("last":"100.5","bid":null,"ask":null,"trade_date":"1787064980000")", 100.5},
      {"an index has no bid", R"("last":0,"bid":0,"ask":0)", std::nullopt},
      {"crossed", R"("last":null,"bid":101.0,"ask":100.0)", std::nullopt},
  };
  for (const auto& [why, fields, spot] : rows) {
    auto asked = answers({chain_of(three_rows())});
    asked.quote = quote(fields);
    const auto loaded = read_tradier(asked, {});
    ASSERT_TRUE(loaded) << why << ": " << loaded.error().message;
    EXPECT_EQ(loaded->chain.spot, spot ? std::optional{market::Spot{*spot}} : std::nullopt) << why;
  }
  auto unknown = answers({chain_of(three_rows())});
  unknown.quote = R"({"quotes":{"unmatched_symbols":{"symbol":"ACME"}}})";
  EXPECT_TRUE(read_tradier(unknown, {})) << "no quote of the underlying: its price is implied";
}

TEST(Tradier, TellsAPriceWithItsTime) {
  struct Row {
    std::string_view why, fields, at;
    std::optional<double> price;
  };
  const Row rows[] = {
      {"the last trade", R"("last":100.5,"bid":100.0,"ask":100.2,"trade_date":1787064980000)", "14:56:20", 100.5},
      {"no trade: the middle, of the later side",
       R"("last":null,"trade_date":0,"bid":100.0,"ask":100.5,)"
       R"("bid_date":1787064980000,"ask_date":1787064990000)",
       "14:56:30", 100.25},
      {"numbers as texts", R"("last":"100.5","trade_date":"1787064980000")", "14:56:20", 100.5},
      {"of no time", R"("last":100.5,"trade_date":0)", "", std::nullopt},
      {"never", R"("last":null,"bid":null,"ask":null,"trade_date":null)", "", std::nullopt},
      {"not above nothing", R"("last":-1,"bid":0,"ask":0,"trade_date":1787064980000)", "", std::nullopt},
  };
  for (const auto& [why, fields, at, price] : rows) {
    const auto told = read_tradier_price(quote(fields), "ACME");
    ASSERT_TRUE(told) << why << ": " << told.error().message;
    ASSERT_EQ(told->has_value(), price.has_value()) << why;
    if (!price) continue;
    EXPECT_EQ((*told)->price, market::Spot{*price}) << why;
    EXPECT_EQ(market::to_string((*told)->at).substr(11, 8), at) << why;
  }
}

TEST(Tradier, TellsNoPriceOfSomethingElse) {
  const std::string good = quote(R"("last":100.5,"trade_date":1787064980000)");
  EXPECT_FALSE(read_tradier_price(good, "ACM")) << "another symbol";
  EXPECT_FALSE(read_tradier_price(R"({"quotes":{"unmatched_symbols":{"symbol":"ACME"}}})", "ACME"));
  EXPECT_FALSE(read_tradier_price(R"({"fault":{"faultstring":"Invalid ApiKey"}})", "ACME"));
  const auto of_two = read_tradier_price(R"({"quotes":{"quote":[{"symbol":"SPY","last":1,"trade_date":1787064980000},)"
                                         R"({"symbol":"ACME","last":2,"trade_date":1787064980000}]}})",
                                         "ACME");
  ASSERT_TRUE(of_two && *of_two);
  EXPECT_EQ((*of_two)->price, market::Spot{2});
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(read_tradier_price(good.substr(0, size), "ACME")) << size;
}

TEST(Tradier, TimesOfTomorrowAreNone) {
  std::string late = three_rows();
  const std::string at = "1787064960000", tomorrow = "1787151360000";
  late.replace(late.find(at), at.size(), tomorrow);
  const auto loaded = read_tradier(answers({chain_of(late)}), {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_LE(loaded->chain.as_of, asked_at);
  EXPECT_TRUE(has_flag(*loaded, "quote_times_in_the_future"));
}

TEST(Tradier, ReadsExpirations) {
  struct Row {
    std::string_view why, text;
    std::optional<std::size_t> dates;
  };
  const Row rows[] = {
      {"a list", R"({"expirations":{"date":["2026-08-21","2026-09-18","2026-08-21"]}})", 2},
      {"one alone", R"({"expirations":{"date":"2026-08-21"}})", 1},
      {"no options", R"({"expirations":null})", 0},
      {"no date", R"({"expirations":{"date":["soon"]}})", std::nullopt},
      {"a fault", R"({"fault":{"faultstring":"Invalid ApiKey"}})", std::nullopt},
      {"text", "Invalid parameter", std::nullopt},
      {"cut", R"({"expirations":{"date":["2026-08-21")", std::nullopt},
  };
  for (const auto& [why, text, dates] : rows) {
    const auto read = read_tradier_expirations(text);
    EXPECT_EQ(read ? std::optional{read->size()} : std::nullopt, dates) << why;
  }
}

TEST(Tradier, OfACutAnswerNothingIsTaken) {
  const std::string chain = chain_of(three_rows()), whole_quote = answers({}).quote;
  for (std::size_t size = 0; size < chain.size(); ++size)
    EXPECT_FALSE(read_tradier(answers({chain.substr(0, size)}), {})) << chain.substr(0, size);
  for (std::size_t size = 1; size < whole_quote.size(); ++size) {
    auto asked = answers({chain});
    asked.quote = whole_quote.substr(0, size);
    EXPECT_FALSE(read_tradier(asked, {})) << size;
  }
  EXPECT_FALSE(read_tradier(answers({R"({"fault":{"faultstring":"x"}})"}), {}));
}

}  // namespace
}  // namespace gammafield::ingest
