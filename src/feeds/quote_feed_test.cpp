#include "feeds/quote_feed.h"

#include <gtest/gtest.h>

#include "feeds/massive.h"
#include "feeds/poller.h"
#include "feeds/testing_feeds.h"
#include "feeds/testing_vendors.h"
#include "feeds/tradier.h"

namespace gammafield::feeds {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Moment now = moment("2026-08-18T11:00-04:00");
constexpr std::string_view canary = "canary-7f3a/b+c=secret";

Access access_to(const char* base) {
  return {.base = base,
          .key = *ApiKey::of(canary, "a test"),
          .pace = std::make_shared<Pace>(TradierSeries::least),
          .period = QuoteFeed::period};
}

long long milliseconds_of(Moment at) { return at.time_since_epoch().count(); }

/// A vendor, its source, and its answer of a price at a time.
struct Vendor {
  std::string_view url;
  QuoteSource source;
  std::string (*answer)(Moment);
};

std::vector<Vendor> vendors() {
  return {
      {"https://api.tradier.com/v1/markets/quotes?symbols=ACME&greeks=false",
       tradier_quotes("ACME", TradierSeries::address),
       [](Moment at) { return tradier_quote(100.5, milliseconds_of(at)); }},
      {"https://api.massive.com/v3/snapshot/options/ACME?limit=1", massive_underlying("ACME", MassiveSeries::address),
       [](Moment at) { return massive_page(100, 1'000'000 * milliseconds_of(at), "https://next"); }}};
}

TEST(QuoteFeed, TellsEachLaterPriceOnce) {
  for (const Vendor& vendor : vendors()) {
    Moment quoted = now - seconds{2};
    std::string url;
    Header key;
    ScriptedTransport transport{[&](const Request& request) {
      url = request.url;
      key = request.headers.back();
      return Response{200, {}, vendor.answer(quoted)};
    }};
    QuoteFeed feed{transport, vendor.source, access_to(TradierSeries::address)};
    EXPECT_EQ(feed.name(), vendor.source.vendor + " price of ACME");
    const Answer first = feed.ask(now);
    EXPECT_EQ(url, vendor.url);
    EXPECT_EQ(key, (Header{"Authorization", "Bearer " + std::string{canary}}));
    ASSERT_TRUE(std::holds_alternative<NewPrices>(first)) << vendor.url;
    const auto& prices = std::get<NewPrices>(first).prices;
    ASSERT_EQ(prices.size(), 1u);
    EXPECT_EQ(prices[0].symbol, "ACME");
    EXPECT_EQ(prices[0].price, market::Spot{100.5});
    EXPECT_EQ(prices[0].at, std::chrono::floor<seconds>(quoted));
    EXPECT_TRUE(std::holds_alternative<Unchanged>(feed.ask(now))) << "the same trade";
    quoted -= minutes{1};
    const Answer older = feed.ask(now);
    ASSERT_TRUE(std::holds_alternative<Trouble>(older));
    EXPECT_EQ(std::get<Trouble>(older).kind, TroubleKind::older);
    quoted = now + minutes{10};
    const Answer ahead = feed.ask(now);
    ASSERT_TRUE(std::holds_alternative<Trouble>(ahead));
    EXPECT_EQ(std::get<Trouble>(ahead).kind, TroubleKind::ahead);
    quoted = now;
    EXPECT_TRUE(std::holds_alternative<NewPrices>(feed.ask(now))) << "as if nothing had been";
  }
}

TEST(QuoteFeed, CallsTroubleByItsNameAndShowsNoKey) {
  struct Row {
    std::string_view why;
    base::Result<Response, TransportFailure> answer;
    TroubleKind kind;
  };
  const std::string echo = "no " + std::string{canary};
  const Row rows[] = {
      {"no key", Response{401, {}, echo}, TroubleKind::not_allowed},
      {"no plan", Response{403, {}, R"({"status":"NOT_AUTHORIZED"})"}, TroubleKind::not_allowed},
      {"not there", Response{404, {}, ""}, TroubleKind::not_there},
      {"too many", Response{429, {{"retry-after", "30"}}, ""}, TroubleKind::too_many},
      {"broken", Response{503, {}, ""}, TroubleKind::server_error},
      {"a page", Response{200, {}, "<html>"}, TroubleKind::not_data},
      {"cut", Response{200, {}, R"({"quotes":{"quote":{"symbol":"ACME","last":1)"}, TroubleKind::unreadable},
      {"a fault", Response{200, {}, R"({"fault":{"faultstring":"x"}})"}, TroubleKind::unreadable},
      {"elsewhere", Response{302, {{"location", "https://evil.example"}}, ""}, TroubleKind::redirected},
      {"silent", base::failure(TransportFailure{TransportFault::timed_out, echo}), TroubleKind::timed_out},
  };
  for (const Vendor& vendor : vendors()) {
    for (const auto& [why, said, kind] : rows) {
      ScriptedTransport transport{[&](const Request&) { return said; }};
      QuoteFeed feed{transport, vendor.source, access_to(TradierSeries::address)};
      const Answer answer = feed.ask(now);
      ASSERT_TRUE(std::holds_alternative<Trouble>(answer)) << why;
      EXPECT_EQ(std::get<Trouble>(answer).kind, kind) << why;
      EXPECT_EQ(std::get<Trouble>(answer).detail.find(canary), std::string::npos) << why;
    }
  }
}

TEST(QuoteFeed, SharesThePaceOfTheChains) {
  const Access shared = access_to(TradierSeries::address);
  Moment at = now;
  std::vector<Moment> asked;
  ScriptedTransport transport{[&](const Request& request) -> Response {
    asked.push_back(at);
    const auto ms = milliseconds_of(at);
    if (request.url.find("/expirations?") != request.url.npos)
      return {200, {}, R"({"expirations":{"date":["2026-08-21","2026-09-18"]}})"};
    if (request.url.find("/quotes?") != request.url.npos) return {200, {}, tradier_quote(100.5, ms)};
    return {200, {}, tradier_chain(request.url.find("2026-08-21") != request.url.npos ? "260821" : "260918", ms)};
  }};
  Access chains = shared;
  chains.period = minutes{1};
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<QuoteFeed>(transport, tradier_quotes("ACME", TradierSeries::address), shared));
  feeds.push_back(
      std::make_unique<SeriesFeed>(transport, std::make_unique<TradierSeries>("ACME", ingest::ReadOptions{}), chains));
  Poller poller{std::move(feeds), {}, market::Calendar::us(), now, 1};
  int prices = 0, snapshots = 0;
  for (; at < now + minutes{10}; at = poller.due()) {
    const auto told = poller.ask(at);
    ASSERT_TRUE(told);
    prices += std::holds_alternative<NewPrices>(told->answer);
    snapshots += std::holds_alternative<NewChain>(told->answer);
  }
  EXPECT_GE(prices, 38) << "every 15 s";
  EXPECT_GE(snapshots, 9) << "every minute";
  for (std::size_t i = 1; i < asked.size(); ++i) ASSERT_GE(asked[i] - asked[i - 1], TradierSeries::least);
}

}  // namespace
}  // namespace gammafield::feeds
