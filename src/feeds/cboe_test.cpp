#include "feeds/cboe.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

const Moment now = moment("2026-08-18T12:16-04:00");

/// As the vendor sends it; the numbers made up.
std::string document(std::string_view timestamp, int seqno, std::string_view symbol = "ACME") {
  std::string options;
  for (const int strike : {95, 100, 105})
    for (const char right : {'C', 'P'})
      options += fmt::format(
          R"({}{{"option":"{}260918{}{:08d}","bid":4.1,"bid_size":10.0,"ask":4.3,"ask_size":12.0,"iv":0.31,)"
          R"("open_interest":120.0,"volume":7.0,"delta":0.5,"gamma":0.04,"vega":0.1,"theta":-0.05,"rho":0.03,)"
          R"("theo":4.2,"change":0.0,"open":0.0,"high":0.0,"low":0.0,"tick":"no_change","last_trade_price":4.2,)"
          R"("last_trade_time":"2026-08-18T11:50:00","percent_change":0.0,"prev_day_close":4.0}})",
          options.empty() ? "" : ",", symbol, right, strike * 1000);
  return fmt::format(
      R"({{"timestamp":"{}","data":{{"options":[{}],"symbol":"{}","security_type":"stock","current_price":100.5,)"
      R"("close":100.5,"bid":100.4,"ask":100.6,"seqno":{},"last_trade_time":"2026-08-18T12:00:00","tick":"up"}},)"
      R"("symbol":"{}"}})",
      timestamp, options, symbol, seqno, symbol);
}

Answer ask_once(base::Result<Response, TransportFailure> answer) {
  ScriptedTransport transport{[&](const Request&) { return answer; }};
  CboeFeed feed{transport, "ACME", {}};
  return feed.ask(now);
}

TEST(CboeFeed, AsksTheVendorsAddress) {
  std::string asked;
  ScriptedTransport transport{[&](const Request& request) {
    asked = request.url;
    return Response{200, {}, document("2026-08-18 16:15:00", 1, "SPX")};
  }};
  CboeFeed feed{transport, "SPX", {}};
  (void)feed.ask(now);
  EXPECT_EQ(asked, "https://cdn.cboe.com/api/global/delayed_quotes/options/_SPX.json");
  EXPECT_EQ(cboe_name("NVDA"), "NVDA");
}

TEST(CboeFeed, TellsNewUnchangedAndOlder) {
  std::string body;
  ScriptedTransport transport{[&](const Request&) { return Response{200, {}, body}; }};
  CboeFeed feed{transport, "ACME", {}};
  const auto after = [&](std::string_view timestamp, int seqno) {
    body = document(timestamp, seqno);
    return feed.ask(now);
  };
  const Answer first = after("2026-08-18 16:15:00", 7);
  ASSERT_TRUE(std::holds_alternative<NewChain>(first)) << std::get<Trouble>(first).detail;
  EXPECT_EQ(std::get<NewChain>(first).loaded->chain.rows.size(), 6u);
  EXPECT_TRUE(std::holds_alternative<Unchanged>(after("2026-08-18 16:15:00", 7)));
  EXPECT_TRUE(std::holds_alternative<NewChain>(after("2026-08-18 16:15:00", 8))) << "the same second, a later number";
  EXPECT_TRUE(std::holds_alternative<NewChain>(after("2026-08-18 16:16:00", 9)));
  const Answer older = after("2026-08-18 16:15:00", 8);
  ASSERT_TRUE(std::holds_alternative<Trouble>(older));
  EXPECT_EQ(std::get<Trouble>(older).kind, TroubleKind::older);
  EXPECT_TRUE(std::holds_alternative<Unchanged>(after("2026-08-18 16:16:00", 9))) << "an older one changed nothing";
}

TEST(CboeFeed, CallsEachTroubleByItsName) {
  const std::string good = document("2026-08-18 16:15:00", 7);
  struct Row {
    std::string_view why;
    base::Result<Response, TransportFailure> answer;
    TroubleKind kind;
  };
  const auto failure = [](TransportFault fault) {
    return base::Result<Response, TransportFailure>{base::failure(TransportFailure{fault, "detail"})};
  };
  const Row rows[] = {
      {"blocked", Response{403, {}, "<html>"}, TroubleKind::not_allowed},
      {"no such symbol", Response{404, {}, ""}, TroubleKind::not_there},
      {"too often", Response{429, {{"retry-after", "30"}}, ""}, TroubleKind::too_many},
      {"the vendor's fault", Response{504, {}, ""}, TroubleKind::server_error},
      {"moved", Response{302, {{"location", "https://elsewhere.example/"}}, ""}, TroubleKind::redirected},
      {"nothing yet", Response{204, {}, ""}, TroubleKind::unexpected_status},
      {"a page with status 200", Response{200, {}, "\xEF\xBB\xBF <!doctype html>"}, TroubleKind::not_data},
      {"an empty answer", Response{200, {}, ""}, TroubleKind::cut_short},
      {"cut, though the length was right", Response{200, {}, good.substr(0, good.size() / 2)}, TroubleKind::unreadable},
      {"of another symbol", Response{200, {}, document("2026-08-18 16:15:00", 7, "ACNE")}, TroubleKind::unreadable},
      {"no answer", failure(TransportFault::timed_out), TroubleKind::timed_out},
      {"no network", failure(TransportFault::unreachable), TroubleKind::unreachable},
      {"a bomb", failure(TransportFault::too_large), TroubleKind::too_large},
      {"somebody else's certificate", failure(TransportFault::not_trusted), TroubleKind::not_trusted},
  };
  for (const Row& row : rows) {
    const Answer answer = ask_once(row.answer);
    ASSERT_TRUE(std::holds_alternative<Trouble>(answer)) << row.why;
    EXPECT_EQ(std::get<Trouble>(answer).kind, row.kind) << row.why << ": " << to_string(std::get<Trouble>(answer).kind);
  }
}

TEST(CboeFeed, ReadsWhenToComeBack) {
  const auto wait = [](std::string_view text) {
    return std::get<Trouble>(ask_once(Response{429, {{"retry-after", std::string{text}}}, ""})).retry_after;
  };
  EXPECT_EQ(wait("30"), std::chrono::seconds{30});
  EXPECT_EQ(wait("Tue, 18 Aug 2026 16:17:30 GMT"), std::chrono::seconds{90});
  EXPECT_EQ(wait("Tue, 18 Aug 2026 10:00:00 GMT"), std::chrono::seconds{0}) << "that has passed";
  EXPECT_EQ(wait("-5"), std::chrono::seconds{0});
  EXPECT_EQ(wait("99999999"), std::chrono::hours{24}) << "a day at most";
  EXPECT_EQ(wait("soon"), std::nullopt);
}

}  // namespace
}  // namespace gammafield::feeds
