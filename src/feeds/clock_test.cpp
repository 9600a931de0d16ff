// Clocks that are wrong: the vendor's, and this side's.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "feeds/curl_transport.h"
#include "feeds/merged_feed.h"
#include "feeds/paced_feed.h"
#include "feeds/poller.h"
#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Moment noon = moment("2026-08-18T12:00-04:00");

std::vector<std::unique_ptr<Feed>> one(ScriptedFeed::Script script, PollRule rule = {}) {
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<ScriptedFeed>(rule, std::move(script)));
  return feeds;
}

TEST(AheadOf, NamesASnapshotFromAfterNow) {
  const auto now = std::chrono::floor<seconds>(noon);
  EXPECT_FALSE(ahead_of(now - minutes{20}, noon));
  EXPECT_FALSE(ahead_of(now + minutes{2}, noon)) << "as clocks differ";
  const auto trouble = ahead_of(now + minutes{3}, noon);
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->kind, TroubleKind::ahead);
  EXPECT_EQ(trouble->detail,
            "a snapshot of 2026-08-18T16:03:00Z, and it is 2026-08-18T16:00:00Z: one of the clocks is wrong");
}

TEST(Poller, KeepsItsPaceWhenTheClockIsSet) {
  for (const auto moved : {minutes{-60}, minutes{60}}) {
    Poller poller{one([](Moment) -> Answer { return Unchanged{}; }), {}, market::Calendar::us(), noon, 1};
    ASSERT_TRUE(poller.ask(noon));
    poller.clock_moved(moved);
    EXPECT_EQ(poller.due(), noon + moved + minutes{1});
    EXPECT_EQ(poller.state(0, noon + moved).asked, noon + moved);
  }
}

TEST(Poller, AsksForOpenInterestAtItsPaceWhenTheClockIsSet) {
  for (const auto moved : {minutes{-300}, minutes{300}}) {
    Moment now = noon;
    std::vector<Moment> heard;
    auto feeds = one([](Moment) -> Answer { return Unchanged{}; });
    feeds[0] = std::make_unique<MergedFeed>(std::move(feeds[0]),
                                            std::make_unique<ScriptedFeed>(PollRule{.period = minutes{30}},
                                                                           [&](Moment asked) -> Answer {
                                                                             heard.push_back(asked);
                                                                             return Unchanged{};
                                                                           }),
                                            1);
    Poller poller{std::move(feeds), {}, market::Calendar::us(), noon, 1};
    for (; now < noon + minutes{10}; now = poller.due()) ASSERT_TRUE(poller.ask(now));
    poller.clock_moved(moved);
    for (now += moved; heard.size() < 2 && now < noon + moved + minutes{60}; now = poller.due())
      ASSERT_TRUE(poller.ask(now));
    ASSERT_EQ(heard.size(), 2u);
    EXPECT_LE(std::chrono::abs(heard[1] - moved - heard[0] - minutes{30}), minutes{1}) << moved.count();
  }
}

TEST(Poller, CallsNoFeedStaleBecauseTheClockWasSet) {
  Poller poller{one([](Moment) -> Answer { return Unchanged{}; }), {}, market::Calendar::us(), noon, 1};
  poller.clock_moved(minutes{60});
  EXPECT_FALSE(poller.state(0, noon + minutes{61}).stale);
  EXPECT_TRUE(poller.state(0, noon + minutes{64}).stale) << "three minutes of trading without a word";
}

TEST(Schedule, RefusesTwiceBeforeItBecomesRare) {
  Schedule schedule{{}, noon, 1};
  Moment now = noon;
  for (int refused = 1; refused <= 2; ++refused) {
    schedule.answered(Trouble{TroubleKind::not_allowed, ""}, now);
    EXPECT_LE(schedule.due() - now, minutes{1}) << refused;
    now = schedule.due();
  }
  std::chrono::milliseconds longest{0};
  for (int refused = 3; refused < 200; ++refused) {
    schedule.answered(Trouble{TroubleKind::not_there, ""}, now);
    longest = std::max<std::chrono::milliseconds>(longest, schedule.due() - now);
    now = schedule.due();
  }
  EXPECT_GT(longest, minutes{9});
  EXPECT_LE(longest, minutes{10});
  schedule.answered(Trouble{TroubleKind::server_error, ""}, now);
  schedule.answered(Trouble{TroubleKind::not_allowed, ""}, now);
  EXPECT_LE(schedule.due() - now, minutes{1}) << "in a row is meant";
}

TEST(PacedFeed, IsAskedAsItsServerWants) {
  const PacedFeed fast{std::make_unique<ScriptedFeed>(PollRule{}, [](Moment) -> Answer { return Unchanged{}; }),
                       seconds{1}};
  EXPECT_EQ(fast.rule().period, seconds{1});
  EXPECT_LE(fast.rule().least, seconds{1});
  EXPECT_LE(fast.rule().longest, seconds{10});
  EXPECT_EQ(fast.name(), "scripted");
}

TEST(CurlTransport, SaysWhenItIsThisSideThatHasNoRoom) {
  const int used = ::dup(0);
  ::close(used);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  CurlTransport transport;
  (void)transport.send({"http://127.0.0.1:1/"});  // what it opens for itself
  const int next = ::dup(0);
  ::close(next);
  const rlimit none{static_cast<rlim_t>(next), before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  const auto answer = transport.send({"http://127.0.0.1:1/"});
  ::setrlimit(RLIMIT_NOFILE, &before);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, TransportFault::no_room) << answer.error().detail;
  Schedule schedule{{}, noon, 1};
  for (int i = 0; i < 10; ++i) schedule.answered(Trouble{TroubleKind::no_room, ""}, noon);
  EXPECT_EQ(schedule.due() - noon, seconds{5}) << "nobody was asked, so nobody is spared";
}

}  // namespace
}  // namespace gammafield::feeds
