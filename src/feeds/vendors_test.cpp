#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <vector>

#include "base/sanitized.h"
#include "feeds/massive.h"
#include "feeds/poller.h"
#include "feeds/testing_feeds.h"
#include "feeds/testing_vendors.h"
#include "feeds/thetadata.h"
#include "feeds/tradier.h"

namespace gammafield::feeds {
namespace {

using std::chrono::milliseconds;

const Moment now = moment("2026-08-18T11:00-04:00");
constexpr std::string_view canary = "canary-7f3a/b+c=secret";

ApiKey key() { return *ApiKey::of(canary, "a test"); }

std::unique_ptr<Series> tradier() { return std::make_unique<TradierSeries>("ACME", ingest::ReadOptions{}); }
std::unique_ptr<Series> massive() { return std::make_unique<MassiveSeries>("ACME", ingest::ReadOptions{}); }
std::unique_ptr<Series> theta(const std::string& base = ThetaSeries::address) {
  return std::make_unique<ThetaSeries>("ACME", ingest::ReadOptions{}, base);
}

SeriesFeed::Access access(const char* base, bool keyed = true) {
  return {.base = base,
          .key = keyed ? std::optional{key()} : std::nullopt,
          .pace = std::make_shared<Pace>(TradierSeries::least)};
}

long long milliseconds_of(Moment at) { return at.time_since_epoch().count(); }

/// A day of Tradier's: every request of it answered as of `at`.
Response tradier_answer(const Request& request, Moment at) {
  const std::string& url = request.url;
  if (url.find("/expirations?") != url.npos)
    return {200, {}, R"({"expirations":{"date":["2026-08-21","2026-09-18"]}})"};
  if (url.find("/quotes?") != url.npos) return {200, {}, tradier_quote(100.5, milliseconds_of(at))};
  return {200, {}, tradier_chain(url.find("2026-08-21") != url.npos ? "260821" : "260918", milliseconds_of(at))};
}

/// Asks until the feed has said something that is no step on its way.
Answer ask_through(Feed& feed, Moment at) {
  Answer answer = feed.ask(at);
  while (std::holds_alternative<Underway>(answer)) answer = feed.ask(at += milliseconds{1'000});
  return answer;
}

TEST(TradierFeed, AsksForEachExpirationAndTellsOneChain) {
  std::vector<Request> asked;
  ScriptedTransport transport{[&](const Request& request) {
    asked.push_back(request);
    return tradier_answer(request, now);
  }};
  SeriesFeed feed{transport, tradier(), access(TradierSeries::address)};
  EXPECT_EQ(feed.name(), "tradier ACME");
  const Answer first = ask_through(feed, now);
  ASSERT_TRUE(std::holds_alternative<NewChain>(first)) << std::get<Trouble>(first).detail;
  EXPECT_EQ(std::get<NewChain>(first).loaded->chain.rows.size(), 12u) << "of both expirations";
  ASSERT_EQ(asked.size(), 4u);
  const char* urls[] = {"/markets/options/expirations?symbol=ACME&includeAllRoots=true&strikes=false",
                        "/markets/quotes?symbols=ACME&greeks=false",
                        "/markets/options/chains?symbol=ACME&expiration=2026-08-21&greeks=true",
                        "/markets/options/chains?symbol=ACME&expiration=2026-09-18&greeks=true"};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    EXPECT_EQ(asked[i].url, std::string{TradierSeries::address} + urls[i]);
    EXPECT_EQ(asked[i].headers.back(), (Header{"Authorization", "Bearer " + std::string{canary}})) << i;
  }
  EXPECT_TRUE(std::holds_alternative<Unchanged>(ask_through(feed, now + milliseconds{60'000}))) << "a frozen vendor";
}

TEST(MassiveFeed, FollowsItsPagesOnItsOwnServerAlone) {
  const std::string second = std::string{MassiveSeries::address} + "/v3/snapshot/options/ACME?cursor=2";
  struct Row {
    std::string_view why;
    std::string next;
    std::optional<TroubleKind> trouble;
  };
  const Row rows[] = {
      {"its own", second, std::nullopt},
      {"its own, spelt otherwise", "HTTPS://API.massive.com:443/v3/snapshot/options/ACME?cursor=2", std::nullopt},
      {"another server", "https://evil.example/v3?cursor=2", TroubleKind::redirected},
      {"its name in another's", "https://api.massive.com.evil.example/v3", TroubleKind::redirected},
      {"its name as a user", "https://api.massive.com@evil.example/v3", TroubleKind::redirected},
      {"no encryption", "http://api.massive.com/v3?cursor=2", TroubleKind::redirected},
      {"another port", "https://api.massive.com:8443/v3?cursor=2", TroubleKind::redirected},
      {"a file", "file:///etc/passwd", TroubleKind::redirected},
      {"a circle", std::string{MassiveSeries::address} + "/v3/snapshot/options/ACME?limit=250&order=asc&sort=ticker",
       TroubleKind::unreadable},
  };
  for (const auto& [why, next, trouble] : rows) {
    std::vector<std::string> asked;
    ScriptedTransport transport{[&](const Request& request) {
      asked.push_back(request.url);
      const auto at = 1'000'000 * milliseconds_of(now);
      return Response{200, {}, asked.size() == 1 ? massive_page(100, at, next) : massive_page(105, at, "")};
    }};
    SeriesFeed feed{transport, massive(), access(MassiveSeries::address)};
    const Answer answer = ask_through(feed, now);
    if (trouble) {
      ASSERT_TRUE(std::holds_alternative<Trouble>(answer)) << why;
      EXPECT_EQ(std::get<Trouble>(answer).kind, *trouble) << why;
      EXPECT_EQ(asked.size(), 1u) << why;
    } else {
      ASSERT_TRUE(std::holds_alternative<NewChain>(answer)) << why << std::get<Trouble>(answer).detail;
      EXPECT_EQ(std::get<NewChain>(answer).loaded->chain.rows.size(), 4u) << why;
      EXPECT_EQ(asked.size(), 2u) << why;
    }
  }
}

TEST(MassiveFeed, AsksForAnIndexByItsMark) {
  MassiveSeries index{"SPX", {}};
  index.begin();
  EXPECT_EQ(index.next_url(), "https://api.massive.com/v3/snapshot/options/I%3ASPX?limit=250&order=asc&sort=ticker");
}

TEST(ThetaFeed, AsksEveryRootAndPassesOverWhatAPlanLacks) {
  std::vector<std::string> asked;
  ScriptedTransport transport{[&](const Request& request) {
    asked.push_back(request.url);
    if (request.url.find("/stock/") != request.url.npos) return Response{403, {}, "upgrade"};
    const bool quotes = request.url.find("/quote?") != request.url.npos;
    return Response{200, {}, quotes ? theta_quotes("2026-08-18T10:59:30") : std::string{theta_open_interest}};
  }};
  SeriesFeed feed{transport, theta(), access(ThetaSeries::address, false)};
  const Answer answer = ask_through(feed, now);
  ASSERT_TRUE(std::holds_alternative<NewChain>(answer)) << std::get<Trouble>(answer).detail;
  EXPECT_FALSE(std::get<NewChain>(answer).loaded->chain.spot);
  EXPECT_EQ(
      asked,
      (std::vector<std::string>{
          "http://127.0.0.1:25503/v3/option/snapshot/quote?symbol=ACME&expiration=*&strike=*&right=both&format=json",
          "http://127.0.0.1:25503/v3/option/snapshot/"
          "open_interest?symbol=ACME&expiration=*&strike=*&right=both&format=json",
          "http://127.0.0.1:25503/v3/stock/snapshot/quote?symbol=ACME&format=json"}));

  ThetaSeries spx{"SPX", {}, "http://127.0.0.1:25510/v2"};
  spx.begin();
  std::vector<std::string> urls;
  for (int i = 0; i < 5; ++i) {
    urls.push_back(spx.next_url());
    EXPECT_TRUE(spx.means_nothing(472));
    EXPECT_EQ(spx.means_nothing(404), i == 4) << "only the price may be missing";
    EXPECT_FALSE(spx.means_nothing(429) || spx.means_nothing(571)) << i;
    const auto progress = spx.take(i == 1 ? theta_quotes("2026-08-18T10:59:30") : "");
    ASSERT_TRUE(progress);
    EXPECT_EQ(*progress, i == 4 ? Series::Progress::complete : Series::Progress::more);
  }
  EXPECT_EQ(urls,
            (std::vector<std::string>{"http://127.0.0.1:25510/v2/bulk_snapshot/option/quote?root=SPX&exp=0",
                                      "http://127.0.0.1:25510/v2/bulk_snapshot/option/quote?root=SPXW&exp=0",
                                      "http://127.0.0.1:25510/v2/bulk_snapshot/option/open_interest?root=SPX&exp=0",
                                      "http://127.0.0.1:25510/v2/bulk_snapshot/option/open_interest?root=SPXW&exp=0",
                                      "http://127.0.0.1:25510/v2/snapshot/index/price?root=SPX"}));
}

TEST(ThetaFeed, SaysWhenThereIsNothing) {
  ScriptedTransport transport{[](const Request&) { return Response{472, {}, "No data for the contract"}; }};
  SeriesFeed feed{transport, theta(), access(ThetaSeries::address, false)};
  const Answer answer = ask_through(feed, now);
  ASSERT_TRUE(std::holds_alternative<Trouble>(answer));
  EXPECT_EQ(std::get<Trouble>(answer).kind, TroubleKind::not_there);
}

TEST(ThetaFeed, TakesAnEmptyAnswerForACutOneAndNotForNoData) {
  for (const std::string_view part : {"/quote", "/open_interest", "/index/"}) {
    ScriptedTransport transport{[&](const Request& request) -> base::Result<Response, TransportFailure> {
      if (request.url.find(part) != request.url.npos) return Response{200, {}, ""};
      if (request.url.find("/quote") != request.url.npos)
        return Response{200, {}, theta_quotes("2026-08-18T11:00:00.000")};
      return Response{472, {}, ""};
    }};
    SeriesFeed feed{transport, std::make_unique<ThetaSeries>("SPX", ingest::ReadOptions{}, ThetaSeries::address),
                    access(ThetaSeries::address, false)};
    const Answer answer = ask_through(feed, now);
    ASSERT_TRUE(std::holds_alternative<Trouble>(answer)) << part;
    EXPECT_EQ(std::get<Trouble>(answer).kind, TroubleKind::cut_short) << part;
  }
}

TEST(SeriesFeed, GoesOnWhereItWasAfterTroubleThatPasses) {
  struct Row {
    std::string_view why;
    base::Result<Response, TransportFailure> answer;
    bool goes_on;
  };
  const auto fault = [](TransportFault kind) {
    return base::Result<Response, TransportFailure>{base::failure(TransportFailure{kind, "x"})};
  };
  const Row rows[] = {
      {"too often", Response{429, {{"retry-after", "7"}}, ""}, true},
      {"the vendor's fault", Response{502, {}, ""}, true},
      {"no answer", fault(TransportFault::timed_out), true},
      {"cut", fault(TransportFault::cut_short), true},
      {"no network", fault(TransportFault::unreachable), true},
      {"the key", Response{401, {}, ""}, false},
      {"nothing, and it was good", Response{200, {}, "\r\n"}, true},
      {"a page for people", Response{200, {}, "<html>"}, false},
      {"half an answer", Response{200, {}, R"({"options":{"option":[{"symbol":)"}, false},
  };
  for (const auto& [why, answer, goes_on] : rows) {
    std::vector<std::string> asked;
    ScriptedTransport transport{[&](const Request& request) -> base::Result<Response, TransportFailure> {
      asked.push_back(request.url);
      if (asked.size() == 4) return answer;
      return tradier_answer(request, now);
    }};
    SeriesFeed feed{transport, tradier(), access(TradierSeries::address)};
    ASSERT_TRUE(std::holds_alternative<Trouble>(ask_through(feed, now))) << why;
    EXPECT_FALSE(feed.more()) << why << ": the schedule says when";
    const Answer after = ask_through(feed, now + milliseconds{60'000});
    ASSERT_TRUE(std::holds_alternative<NewChain>(after)) << why << std::get<Trouble>(after).detail;
    EXPECT_EQ(std::get<NewChain>(after).loaded->chain.rows.size(), 12u) << why;
    EXPECT_EQ(asked.size(), goes_on ? 5u : 8u) << why;
    EXPECT_EQ(asked[3] == asked[4], goes_on) << why;
  }
}

TEST(SeriesFeed, BeginsAnewAfterALongPause) {
  int calls = 0;
  ScriptedTransport transport{[&](const Request& request) -> base::Result<Response, TransportFailure> {
    if (++calls == 4) return Response{503, {}, ""};
    return tradier_answer(request, now);
  }};
  SeriesFeed feed{transport, tradier(), access(TradierSeries::address)};
  (void)ask_through(feed, now);
  EXPECT_TRUE(std::holds_alternative<NewChain>(ask_through(feed, now + std::chrono::minutes{11})));
  EXPECT_EQ(calls, 8) << "the first answers were of another market";
}

/// Whatever goes wrong, and wherever the vendor repeats the key: no text holds it.
TEST(SeriesFeed, NoTroubleHoldsTheKey) {
  const std::string secret{canary};
  const std::vector<std::string> bodies{
      R"({"fault":{"faultstring":")" + secret + R"("}})",
      R"({"status":"ERROR","error":"Unknown API Key )" + secret + "\"}",
      secret,
      R"({"status":")" + secret + R"(","results":[]})",
      R"({"expirations":{"date":")" + secret + R"("}})",
      massive_page(100, 1, "https://elsewhere.example/?apiKey=" + url_encoded(secret)),
      "<html>" + secret};
  std::size_t troubles = 0;
  for (const int status : {200, 301, 400, 401, 403, 404, 429, 500})
    for (const std::string& body : bodies)
      for (const bool of_tradier : {true, false}) {
        ScriptedTransport transport{
            [&](const Request&) { return Response{status, {{"location", "https://x/?apiKey=" + secret}}, body}; }};
        SeriesFeed feed{transport, of_tradier ? tradier() : massive(),
                        access(of_tradier ? TradierSeries::address : MassiveSeries::address)};
        const Answer answer = ask_through(feed, now);
        const auto* trouble = std::get_if<Trouble>(&answer);
        if (trouble == nullptr) continue;
        ++troubles;
        EXPECT_EQ(trouble->detail.find("canary"), std::string::npos) << trouble->detail;
      }
  EXPECT_GT(troubles, 100u);
  ScriptedTransport broken{[&](const Request&) -> base::Result<Response, TransportFailure> {
    return base::failure(TransportFailure{TransportFault::unreachable, "no route with " + secret});
  }};
  SeriesFeed feed{broken, tradier(), access(TradierSeries::address)};
  EXPECT_EQ(std::get<Trouble>(feed.ask(now)).detail, "no route with ***");
}

/// Requests that a vendor sees in any minute of a day, with trouble now and then; and what it says of its limit.
class CountingVendor {
 public:
  CountingVendor(std::size_t limit, bool says_so) : limit_(limit), says_so_(says_so) {}

  base::Result<Response, TransportFailure> answer(const Request& request, Moment at) {
    times_.push_back(at);
    while (times_.front() + std::chrono::minutes{1} <= at) times_.pop_front();
    busiest = std::max(busiest, times_.size());
    ++calls;
    if (times_.size() > limit_) {
      ++over;
      return Response{429, {}, ""};
    }
    if (calls % 97 == 0) return Response{503, {}, ""};
    if (calls % 501 == 0) return Response{429, {{"retry-after", "20"}}, ""};
    Response response = tradier_answer(request, at);
    if (says_so_) {
      response.headers.emplace_back("x-ratelimit-allowed", std::to_string(limit_));
      response.headers.emplace_back("x-ratelimit-available", std::to_string(limit_ - times_.size()));
      response.headers.emplace_back("x-ratelimit-expiry",
                                    std::to_string(milliseconds_of(times_.front() + std::chrono::minutes{1})));
    }
    return response;
  }

  std::size_t calls = 0, over = 0, busiest = 0;

 private:
  std::size_t limit_;
  bool says_so_;
  std::deque<Moment> times_;
};

/// From midnight; under the sanitizers, which take fifteen times as long, the small hours alone.
constexpr std::chrono::hours long_enough{base::sanitized ? 4 : 24};

TEST(SeriesFeed, StaysWithinTheVendorsLimitForADay) {
  struct Row {
    std::string_view why;
    std::size_t limit;
    bool says_so;
  };
  for (const auto& [why, limit, says_so] : {Row{"the sandbox's limit, unsaid", 60, false},
                                            Row{"a lower one, said", 20, true}, Row{"a higher one", 120, true}}) {
    CountingVendor vendor{limit, says_so};
    Moment at = moment("2026-08-18T00:00-04:00");
    ScriptedTransport transport{[&](const Request& request) { return vendor.answer(request, at); }};
    const auto shared = std::make_shared<Pace>(TradierSeries::least);
    std::vector<std::unique_ptr<Feed>> feeds;
    for (int i = 0; i < 12; ++i)  // twelve symbols: together more than the limit would take at once
      feeds.push_back(std::make_unique<SeriesFeed>(
          transport, tradier(), SeriesFeed::Access{TradierSeries::address, key(), shared, milliseconds{60'000}}));
    Poller poller{std::move(feeds), {}, market::Calendar::us(), at, 7};
    std::size_t chains = 0;
    for (const Moment end = at + long_enough; at < end; at = std::max(at + milliseconds{1}, poller.due())) {
      const auto told = poller.ask(at);
      if (told) chains += std::holds_alternative<NewChain>(told->answer) ? 1 : 0;
    }
    EXPECT_EQ(vendor.over, 0u) << why << ": " << vendor.busiest << " in a minute";
    EXPECT_GT(chains, 200u * long_enough.count()) << why;
  }
}

}  // namespace
}  // namespace gammafield::feeds
