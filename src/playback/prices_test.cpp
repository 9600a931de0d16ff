// The price of an underlying from the vendors of chains, with and without their faults.

#include <gtest/gtest.h>

#include <map>
#include <memory>

#include <fmt/format.h>

#include "feeds/poller.h"
#include "feeds/quote_feed.h"
#include "playback/counter.h"
#include "playback/offer.h"
#include "playback/simulated_transport.h"
#include "playback/testing/seeds.h"

namespace gammafield::playback {
namespace {

using feeds::Moment;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const market::Instant start = *market::parse_instant("2026-08-18T10:00-04:00");

Tape made_up_tape() {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 100;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  return Tape{simulate::SimulatedSession::make(scenario).value()};
}

struct Source {
  std::string vendor;
  feeds::QuoteSource source;
  milliseconds least;
};

std::vector<Source> sources() {
  return {{"tradier", feeds::tradier_quotes("SPX", "http://here/v1"), milliseconds{1'000}},
          {"massive", feeds::massive_underlying("SPX", "http://here"), milliseconds{100}}};
}

/// What was told while a vendor was asked, by the true clock.
struct Listened {
  std::map<Moment, feeds::NewPrice> told;
  std::uint64_t over_limit = 0;
};

Listened listen(const Source& source, const Tape& tape, const std::optional<FaultPlan>& plan, minutes length) {
  Listened listened;
  const auto vendor = vendor_of(source.vendor, tape).value();
  Counter counter{*vendor, plan};
  Moment clock = start;
  SimulatedTransport transport{counter, clock};
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(
      std::make_unique<feeds::QuoteFeed>(transport, source.source,
                                         feeds::Access{.base = "http://here",
                                                       .key = feeds::ApiKey::of("made-up-key", "test").value(),
                                                       .pace = std::make_shared<feeds::Pace>(source.least),
                                                       .period = feeds::QuoteFeed::period}));
  feeds::Poller poller{std::move(feeds), {}, market::Calendar::us(), clock, 7};
  while (clock < start + length) {
    const auto answer = poller.ask(clock);
    if (answer)
      if (const auto* prices = std::get_if<feeds::NewPrices>(&answer->answer))
        for (const auto& each : prices->prices) listened.told[clock] = each;
    clock = std::max(clock + milliseconds{1}, poller.due());
  }
  listened.over_limit = counter.over_limit();
  return listened;
}

TEST(Prices, OfEveryVendorAreThoseOfItsChains) {
  const Tape tape = made_up_tape();
  for (const Source& source : sources()) {
    const auto [told, over_limit] = listen(source, tape, std::nullopt, minutes{60});
    EXPECT_EQ(over_limit, 0u) << source.vendor;
    ASSERT_GE(told.size(), 59u) << source.vendor << ": one a minute, as the vendor has them";
    for (const auto& [at, price] : told) {
      const auto chain = tape.at(price.at);
      ASSERT_EQ(price.at, chain->as_of) << source.vendor;
      EXPECT_NEAR(price.price.value(), chain->spot.value(), 0.005001) << source.vendor;
      EXPECT_LE(at - price.at, minutes{1} + seconds{15}) << source.vendor;
    }
  }
}

/// Every price told is one of the vendor's, and from `back` on all of them are told.
void expect_whole(const Listened& listened, const std::map<Moment, feeds::NewPrice>& without, const Tape& tape,
                  Moment back, const std::string& who) {
  EXPECT_EQ(listened.over_limit, 0u) << who;
  std::map<market::Instant, double> prices;
  for (const auto& [at, price] : listened.told) {
    const auto chain = tape.at(price.at);
    ASSERT_EQ(price.at, chain->as_of) << who;
    ASSERT_NEAR(price.price.value(), chain->spot.value(), 0.005001) << who;
    prices[price.at] = price.price.value();
  }
  for (const auto& [at, price] : without) {
    if (at > back) {
      EXPECT_TRUE(prices.contains(price.at)) << who << ": " << market::to_string(price.at);
    }
  }
}

TEST(Prices, AreNeverMadeUpByFaultsAndComeBackAfterThem) {
  const Tape tape = made_up_tape();
  const auto calm = start + minutes{25};
  for (const Source& source : sources()) {
    const auto without = listen(source, tape, std::nullopt, minutes{45}).told;
    for (std::uint64_t seed = seeds().first; seed <= seeds().last; ++seed) {
      FaultPlan plan{seed, {.until = calm}};
      const bool passing =
          seed % 2 == 0;  // no fault that only the user could help with, or the vendor asks patience for
      for (const auto kind : {FaultKind::refused, FaultKind::not_found, FaultKind::too_many})
        if (passing) plan.leave_out(kind);
      const Moment back = calm + (passing ? 2 * feeds::QuoteFeed::period + seconds{20} : milliseconds{minutes{12}});
      const std::string who = fmt::format("{} by seed {}", source.vendor, seed);
      expect_whole(listen(source, tape, plan, minutes{45}), without, tape, back, who);
    }
  }
}

}  // namespace
}  // namespace gammafield::playback
