// What the doctor says of a vendor, over real sockets: each of its findings, from the servers of `simulate serve`.

#include "doctor/online.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "feeds/cboe.h"
#include "feeds/curl_transport.h"
#include "feeds/massive.h"
#include "feeds/occ.h"
#include "feeds/series_feed.h"
#include "feeds/thetadata.h"
#include "feeds/tradier.h"
#include "playback/offer.h"
#include "playback/server.h"

namespace gammafield::doctor {
namespace {

using namespace std::chrono_literals;
using playback::FaultKind;

const market::Instant noon = *market::parse_instant("2026-08-18T12:00-04:00");

playback::Tape tape() {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 100;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  return playback::Tape{simulate::SimulatedSession::make(scenario).value()};
}

/// A vendor's server as `simulate serve` has it, whose first answer meets this.
class Served {
 public:
  explicit Served(std::string_view vendor, FaultKind fault = FaultKind::none, std::string_view key = "")
      : vendor_(playback::vendor_of(vendor, tape_).value()),
        key_(key),
        server_(playback::Server::start(0, [this, fault](const playback::Asked& asked) {
                  return answer(asked, fault);
                }).value()) {}
  [[nodiscard]] std::string address() const { return server_.address(); }

 private:
  playback::Counter::Served answer(const playback::Asked& asked, FaultKind fault) {
    const bool known = std::ranges::any_of(asked.headers, [&](const auto& each) {
      return each.first == "authorization" && each.second == "Bearer " + key_;
    });
    if (!key_.empty() && !known) return {playback::error(401, "Invalid Access Token"), {}};
    playback::Counter counter{*vendor_, plan_with(fault)};
    return counter.serve(asked, noon, feeds::Moment{noon});
  }
  /// The first seed by which it meets the first request.
  static playback::FaultPlan plan_with(FaultKind kind) {
    for (std::uint64_t seed = 0;; ++seed)
      if (const playback::FaultPlan plan{seed}; plan.of_request(0, noon).kind == kind) return plan;
  }

  playback::Tape tape_ = tape();
  std::unique_ptr<playback::Vendor> vendor_;
  std::string key_;
  playback::Server server_;
};

market::Instant here() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

class Impatient final : public feeds::Transport {
 public:
  base::Result<feeds::Response, feeds::TransportFailure> send(const feeds::Request& request) override {
    feeds::Request hurried = request;
    hurried.timeout = 700ms;
    return curl_.send(hurried);
  }

 private:
  feeds::CurlTransport curl_;
};

std::unique_ptr<feeds::Feed> feed_of(std::string_view vendor, feeds::Transport& transport, const std::string& base,
                                     const std::string& key) {
  if (vendor == "cboe") return std::make_unique<feeds::CboeFeed>(transport, "SPX", ingest::ReadOptions{}, base);
  if (vendor == "occ") return std::make_unique<feeds::OccFeed>(transport, "SPX", market::Calendar::us(), base);
  std::unique_ptr<feeds::Series> series;
  if (vendor == "tradier") series = std::make_unique<feeds::TradierSeries>("SPX", ingest::ReadOptions{}, base);
  if (vendor == "massive") series = std::make_unique<feeds::MassiveSeries>("SPX", ingest::ReadOptions{}, base);
  if (vendor == "thetadata") series = std::make_unique<feeds::ThetaSeries>("SPX", ingest::ReadOptions{}, base);
  feeds::SeriesFeed::Access access{.base = base, .pace = std::make_shared<feeds::Pace>(1ms)};
  if (!key.empty()) access.key = feeds::ApiKey::of(key, "test").value();
  return std::make_unique<feeds::SeriesFeed>(transport, std::move(series), std::move(access));
}

Findings asked(std::string_view vendor, const std::string& address, std::chrono::seconds clock_error = 0s,
               const std::string& key = "k") {
  Impatient curl;
  ObservedTransport transport{curl, [&] { return here() + clock_error; }};
  const auto feed = feed_of(vendor, transport, address, key);
  const Findings findings = feed_findings(*feed, transport, noon + 1min);
  EXPECT_FALSE(findings.empty());
  for (const Finding& each : findings) {
    EXPECT_EQ((each.found + each.to_do).find('\n'), std::string::npos) << each.found;
    EXPECT_EQ(each.state == State::failed, !each.to_do.empty()) << each.found;
  }
  return findings;
}

TEST(Online, EveryVendorThatAnswersIsGoodAndItsClockIsCompared) {
  for (const char* vendor : {"cboe", "occ", "tradier", "massive", "thetadata"}) {
    const Served served{vendor};
    const bool versioned = std::string_view{vendor} == "thetadata";
    const auto findings = asked(vendor, served.address() + (versioned ? "/v3" : ""));
    ASSERT_EQ(findings.size(), 2u) << vendor;
    EXPECT_EQ(findings[0].what, fmt::format("feed {} SPX", vendor));
    EXPECT_EQ(findings[0].state, State::good) << vendor << ": " << findings[0].found;
    EXPECT_TRUE(findings[0].found.starts_with("answers")) << findings[0].found;
    EXPECT_EQ(findings[1].what, "clock, compared");
    EXPECT_EQ(findings[1].state, State::good) << findings[1].found;
  }
}

TEST(Online, EachFaultIsNamedWithWhatToDo) {
  struct Row {
    FaultKind fault;
    std::string_view found, to_do;
  };
  const Row rows[] = {
      {FaultKind::drop, "cut_short", "network"},
      {FaultKind::cut, "cut_short", "network"},
      {FaultKind::half_open, "timed_out", "network"},
      {FaultKind::refused, "not_allowed: the answer is HTTP 403", "blocked here, or not in your plan"},
      {FaultKind::not_found, "not_there: the answer is HTTP 404", "--address"},
      {FaultKind::too_many, "too_many: the answer is HTTP 429", "asked too often"},
      {FaultKind::server_error, "server_error: the answer is HTTP 5", "try later"},
      {FaultKind::web_page, "not_data: a web page instead of data", "open the address in a browser"},
      {FaultKind::truncated, "unreadable: ", "form has changed"},
      {FaultKind::ahead, "ahead: ", "set the clock"},
  };
  for (const Row& row : rows) {
    const Served served{"cboe", row.fault};
    const Finding finding = asked("cboe", served.address()).front();
    EXPECT_EQ(finding.state, State::failed) << to_string(row.fault);
    EXPECT_NE(finding.found.find(row.found), std::string::npos) << to_string(row.fault) << ": " << finding.found;
    EXPECT_NE(finding.to_do.find(row.to_do), std::string::npos) << to_string(row.fault) << ": " << finding.to_do;
  }
}

TEST(Online, NobodyThereIsUnreachable) {
  std::string address;
  {
    const Served served{"cboe"};
    address = served.address();
  }
  const auto findings = asked("cboe", address);
  ASSERT_EQ(findings.size(), 1u) << "no answer, no clock";
  EXPECT_TRUE(findings[0].found.starts_with("unreachable: ")) << findings[0].found;
}

TEST(Online, AWrongKeyIsToldFromABlockAndNotShown) {
  for (const char* vendor : {"tradier", "massive"}) {
    const Served served{vendor, FaultKind::none, "right"};
    const Finding wrong = asked(vendor, served.address(), 0s, "wr0ng-s3cret").front();
    EXPECT_EQ(wrong.found, "not_allowed: the answer is HTTP 401") << vendor;
    EXPECT_NE(wrong.to_do.find("the key is wrong"), std::string::npos) << wrong.to_do;
    EXPECT_EQ(asked(vendor, served.address(), 0s, "right").front().state, State::good) << vendor;
  }
}

TEST(Online, AClockThatIsOffIsSaidBesideAGoodAnswer) {
  const Served served{"cboe"};
  for (const auto error : {-3600s, 3600s}) {
    const auto findings = asked("cboe", served.address(), error);
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].state, State::good);
    EXPECT_EQ(findings[1].state, State::failed) << findings[1].found;
    EXPECT_NE(findings[1].to_do.find("set the clock"), std::string::npos);
  }
}

}  // namespace
}  // namespace gammafield::doctor
