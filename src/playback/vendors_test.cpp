// What each vendor answers, and what it refuses.

#include <gtest/gtest.h>

#include <algorithm>

#include "playback/counter.h"
#include "playback/offer.h"
#include "simulate/vendor_answers.h"

namespace gammafield::playback {
namespace {

using std::chrono::seconds;

const market::Instant noon = *market::parse_instant("2026-08-18T12:00-04:00");

Tape made_up_tape(std::size_t contracts = 600) {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = contracts;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  return Tape{simulate::SimulatedSession::make(scenario).value()};
}

struct Question {
  std::string_view why, feed, target, key;
  int status;
  std::string_view begins;
};

TEST(Vendors, AnswerAtTheirAddressesAndNowhereElse) {
  const Tape tape = made_up_tape();
  const Question table[] = {
      {"the chain", "cboe", "/_SPX.json", "", 200,
       R"({"timestamp":"2026-08-18 16:00:00","data":{"options":[{"option":"SPX)"},
      {"any path before it", "cboe", "/api/global/delayed_quotes/options/_SPX.json", "", 200, "{"},
      {"another symbol", "cboe", "/_NDX.json", "", 404, ""},
      {"open interest", "occ", "/series-search?symbolType=U&symbol=SPX", "", 200, "Series Search Results for SPX\r\n"},
      {"of a symbol it has not", "occ", "/series-search?symbolType=U&symbol=SPY", "", 200, "No Records"},
      {"sessions of the month", "occ", "/daily-open-interest?reportDate=08/18/2026&action=download&format=csv", "", 200,
       "Date,Equity,Index/Others,Total,\r\n08/17/2026,\"339,544,371\","},
      {"a month without sessions yet", "occ", "/daily-open-interest?reportDate=09%2F01%2F2026", "", 200,
       "Date,Equity,Index/Others,Total,\r\n"},
      {"no month", "occ", "/daily-open-interest", "", 404, ""},
      {"dates", "tradier", "/v1/markets/options/expirations?symbol=SPX&includeAllRoots=true", "Bearer k", 200,
       R"({"expirations":{"date":["2026-08-18",)"},
      {"without a token", "tradier", "/v1/markets/options/expirations?symbol=SPX", "", 401, "Invalid Access Token"},
      {"an empty token", "tradier", "/v1/markets/options/expirations?symbol=SPX", "Bearer ", 401, ""},
      {"no options", "tradier", "/v1/markets/options/expirations?symbol=XYZ", "Bearer k", 200,
       R"({"expirations":null})"},
      {"a date without any", "tradier", "/v1/markets/options/chains?symbol=SPX&expiration=2031-01-01", "Bearer k", 200,
       R"({"options":null})"},
      {"no date", "tradier", "/v1/markets/options/chains?symbol=SPX&expiration=x", "Bearer k", 400, ""},
      {"the index", "tradier", "/v1/markets/quotes?symbols=SPX", "Bearer k", 200,
       R"({"quotes":{"quote":{"symbol":"SPX")"},
      {"a page", "massive", "/v3/snapshot/options/I%3ASPX?limit=250", "Bearer k", 200,
       R"({"request_id":"f1a2b3c4d5e6","status":"OK","next_url":"http://here/v3/snapshot/options/I%3ASPX?cursor=250&limit=250")"},
      {"the last page", "massive", "/v3/snapshot/options/I:SPX?cursor=500&limit=250", "Bearer k", 200,
       R"({"request_id":"f1a2b3c4d5e6","status":"OK","results":[{)"},
      {"the key in the address", "massive", "/v3/snapshot/options/I:SPX?apiKey=k", "", 200, "{"},
      {"without a key", "massive", "/v3/snapshot/options/I:SPX", "", 401, R"({"status":"ERROR")"},
      {"another symbol", "massive", "/v3/snapshot/options/SPY", "Bearer k", 404, R"({"status":"NOT_FOUND")"},
      {"quotes of a root", "thetadata", "/v3/option/snapshot/quote?symbol=SPXW&expiration=*&format=json", "", 200,
       R"({"response":[{"contract":{"symbol":"SPXW","expiration":"2026-08-18","strike":)"},
      {"no such contract", "thetadata", "/v3/option/snapshot/quote?symbol=ZZZ&format=json", "", 472, ""},
      {"the index", "thetadata", "/v3/index/snapshot/price?symbol=SPX&format=json", "", 200,
       R"({"response":[{"timestamp")"},
      {"another document", "thetadata", "/v3/option/history/quote?symbol=SPX&format=json", "", 404, ""},
  };
  for (const Question& row : table) {
    const auto vendor = vendor_of(row.feed, tape).value();
    Asked asked{std::string{row.target}, {}, "http://here"};
    if (!row.key.empty()) asked.headers.emplace_back("authorization", row.key);
    const auto answer = vendor->answer(asked, noon);
    EXPECT_EQ(answer.status, row.status) << row.feed << ": " << row.why;
    EXPECT_TRUE(answer.body.starts_with(row.begins))
        << row.feed << ": " << row.why << ": " << answer.body.substr(0, 200);
  }
  EXPECT_FALSE(vendor_of("nobody", tape));
}

/// How often a text holds another.
std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Vendors, TellEveryContractOnce) {
  const Tape tape = made_up_tape();
  const auto chain = tape.at(noon);
  std::size_t tradier = 0, theta = 0, massive = 0;
  for (const auto date : simulate::expiration_dates(*chain))
    tradier += count_of(simulate::to_tradier_chain(*chain, date), R"("option_type")");
  for (const auto& root : simulate::roots_of(*chain))
    theta += count_of(simulate::to_theta_quotes(*chain, root), R"("contract":)");
  for (std::size_t first = 0; first < chain->contracts(); first += 250)
    massive += count_of(simulate::to_massive_page(*chain, first, 250, ""), R"("details":)");
  EXPECT_EQ(tradier, chain->contracts());
  EXPECT_EQ(theta, chain->contracts());
  EXPECT_EQ(massive, chain->contracts());
  EXPECT_EQ(count_of(simulate::to_occ_series(*chain), "\r\n"), 4 + chain->strikes.size());
}

TEST(Tradier, CountsTheRequestsOfAMinute) {
  const Tape tape = made_up_tape(100);
  const auto vendor = vendor_of("tradier", tape).value();
  Asked asked{"/v1/markets/quotes?symbols=SPX", {{"authorization", "Bearer k"}}, {}, feeds::Moment{noon}};
  for (int used = 1; used <= 60; ++used) {
    const auto answer = vendor->answer(asked, noon);
    ASSERT_EQ(answer.status, 200);
    ASSERT_EQ(answer.header("x-ratelimit-available"), std::to_string(60 - used));
  }
  const auto over = vendor->answer(asked, noon);
  EXPECT_EQ(over.status, 429);
  EXPECT_EQ(over.header("x-ratelimit-expiry"), std::to_string((noon + seconds{60}).time_since_epoch().count() * 1000));
  asked.wall += seconds{60};
  EXPECT_EQ(vendor->answer(asked, noon).status, 200) << "another minute";
}

TEST(Tape, KnowsTheLastChainOfAMoment) {
  const Tape tape = made_up_tape(100);
  EXPECT_EQ(tape.at(noon + seconds{59})->as_of, noon);
  EXPECT_EQ(tape.at(noon + seconds{60})->as_of, noon + seconds{60});
  EXPECT_EQ(tape.at(tape.first() - seconds{500})->as_of, tape.first());
  EXPECT_EQ(tape.at(tape.last() + seconds{5000})->as_of, tape.last());
}

TEST(Counter, AnswersAsOfAnotherMomentWhereTheVendorIsFrozenOldOrAhead) {
  const Tape tape = made_up_tape(100);
  const auto vendor = vendor_of("cboe", tape).value();
  const auto stamp = [&](FaultKind kind) {
    for (std::uint64_t seed = 0;; ++seed) {
      const FaultPlan plan{seed};
      if (plan.of_request(0, noon).kind != FaultKind::none || plan.of_request(1, noon).kind != kind) continue;
      Counter counter{*vendor, plan};
      const Asked asked{"/_SPX.json"};
      (void)counter.serve(asked, noon, feeds::Moment{noon});
      return counter.serve(asked, noon + seconds{300}, feeds::Moment{noon}).response.body.substr(14, 19);
    }
  };
  EXPECT_EQ(stamp(FaultKind::none), "2026-08-18 16:05:00");
  EXPECT_EQ(stamp(FaultKind::frozen), "2026-08-18 16:00:00");
  EXPECT_EQ(stamp(FaultKind::older), "2026-08-18 15:50:00");
  EXPECT_EQ(stamp(FaultKind::ahead), "2026-08-18 17:05:00");
}

}  // namespace
}  // namespace gammafield::playback
