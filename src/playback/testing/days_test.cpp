// Days in simulated time: no call over a vendor's limit, no false alarm, and a frozen vendor noticed within a period.
// GAMMAFIELD_LONG=1: a whole week instead of the days around a holiday and a half day.

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/sanitized.h"
#include "feeds/poller.h"
#include "simulated_run.h"

namespace gammafield::playback {
namespace {

/// A vendor over many sessions, so far behind the market; from a moment on it stands still.
class ManyDays final : public Vendor {
 public:
  ManyDays(std::string feed, seconds delay, market::Instant freezes)
      : feed_(std::move(feed)), delay_(delay), freezes_(freezes) {}

  feeds::Response answer(const Asked& asked, market::Instant now) override {
    const market::Instant at = std::min(now, freezes_) - delay_;
    const auto& calendar = market::Calendar::us();
    auto day = calendar.session_of(at);
    if (at < calendar.session_open(day) + between_chains) day = calendar.previous_trading_day(day);
    if (day != day_) {
      simulate::SessionScenario scenario;
      scenario.chain.contracts = 100;
      scenario.session = day_ = day;
      scenario.every = between_chains;
      vendor_.reset();
      tape_.emplace(simulate::SimulatedSession::make(scenario).value());
      vendor_ = vendor_of(feed_, *tape_).value();
    }
    return vendor_->answer(asked, at);
  }
  Limit limit() const override { return vendor_->limit(); }

 private:
  static constexpr seconds between_chains{60};
  std::string feed_;
  seconds delay_;
  market::Instant freezes_;
  market::Date day_{};
  std::optional<Tape> tape_;
  std::unique_ptr<Vendor> vendor_;
};

market::Instant at(std::string_view text) { return *market::parse_instant(text); }

bool whole_week() { return std::getenv("GAMMAFIELD_LONG") != nullptr; }

class EveryFeed : public testing::TestWithParam<Adapter> {};
INSTANTIATE_TEST_SUITE_P(Feeds, EveryFeed, testing::ValuesIn(adapters()),
                         [](const auto& each) { return each.param.name; });

/// When a feed is first looked at. From the day before a holiday; in the long run the week around it; under the
/// sanitizers the morning alone on which it freezes.
market::Instant begin_of_quiet() {
  if (whole_week()) return at("2026-11-20T12:00-05:00");
  return at(base::sanitized ? "2026-11-30T09:00-05:00" : "2026-11-25T14:00-05:00");
}

TEST_P(EveryFeed, IsCalledStaleWhenItIsFrozenAndNeverBefore) {
  const market::Instant begins = begin_of_quiet();
  const market::Instant freezes = at("2026-11-30T11:00-05:00");
  ManyDays vendor{GetParam().name, GetParam().delay, freezes};
  Counter counter{vendor, {}};
  feeds::Moment clock = begins;
  SimulatedTransport transport{counter, clock};
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(GetParam().feed(transport, "http://127.0.0.1:8100"));
  const feeds::FreshnessRule rule{GetParam().delay, minutes{3}};
  feeds::Poller poller{std::move(feeds), rule, market::Calendar::us(), clock, 1};
  (void)vendor.answer({}, begins);
  std::optional<feeds::Moment> noticed;
  while (clock < freezes + minutes{30} && !noticed) {
    if (!whole_week() && clock > at("2026-11-27T18:00-05:00") && clock < at("2026-11-30T09:00-05:00")) {
      clock += minutes{7};  // a weekend in longer steps
      if (!poller.ask(clock)) continue;
    }
    clock = std::max(clock, poller.due());
    (void)poller.ask(clock);
    if (!poller.state(0, clock).stale) continue;
    ASSERT_GT(clock, freezes) << "a false alarm at " << market::to_string(std::chrono::floor<seconds>(clock));
    noticed = clock;
  }
  ASSERT_TRUE(noticed);
  EXPECT_LE(*noticed - freezes, minutes{1} + rule.after + minutes{1}) << "the last chain was up to a minute old";
}

/// A day and a night with faults all the time; under the sanitizers a morning.
TEST_P(EveryFeed, IsNeverAskedOverItsLimit) {
  ManyDays vendor{GetParam().name, seconds{0}, at("2026-12-31T00:00Z")};
  const market::Instant begins = at("2026-08-18T09:00-04:00");
  (void)vendor.answer({}, begins);
  Counter counter{vendor, FaultPlan{7}};
  feeds::Moment clock = begins;
  SimulatedTransport transport{counter, clock};
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  feeds.push_back(GetParam().feed(transport, "http://127.0.0.1:8100"));
  feeds::Poller poller{std::move(feeds), {}, market::Calendar::us(), clock, 1};
  constexpr std::chrono::hours length{base::sanitized ? 5 : 24};
  while (clock < begins + length) {
    clock = std::max(clock, poller.due());
    (void)poller.ask(clock);
  }
  EXPECT_GT(counter.log().size(), 200u);
  EXPECT_EQ(counter.over_limit(), 0u);
}

}  // namespace
}  // namespace gammafield::playback
