#include "feeds/poller.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Moment noon = moment("2026-08-18T12:00-04:00");

Poller one(PollRule rule, ScriptedFeed::Script script, Moment start = noon, std::uint64_t seed = 1) {
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<ScriptedFeed>(rule, std::move(script)));
  return {std::move(feeds), {}, market::Calendar::us(), start, seed};
}

/// The moments of all requests until an end.
std::vector<Moment> requests(Poller& poller, Moment end) {
  std::vector<Moment> all;
  for (Moment now = poller.due(); now < end; now = poller.due()) {
    EXPECT_FALSE(poller.ask(now - milliseconds{1})) << "before it is due";
    EXPECT_TRUE(poller.ask(now));
    all.push_back(now);
  }
  return all;
}

TEST(Poller, NeverAsksAVendorMoreOftenThanItsRuleInADayOfTrouble) {
  std::vector<std::unique_ptr<Feed>> feeds;
  base::RandomStream random{5};
  for (int i = 0; i < 20; ++i)
    feeds.push_back(std::make_unique<ScriptedFeed>(PollRule{}, [&random](Moment) -> Answer {
      switch (random.below(4)) {
        case 0: return NewChain{};
        case 1: return Unchanged{};
        case 2: return Trouble{TroubleKind::server_error, "500"};
        default: return Trouble{TroubleKind::too_many, "429", seconds{7}};
      }
    }));
  Poller poller{std::move(feeds), {}, market::Calendar::us(), noon, 3};
  const auto all = requests(poller, noon + hours{24});
  ASSERT_GT(all.size(), 20'000u);
  for (std::size_t i = 1; i < all.size(); ++i) ASSERT_GE(all[i] - all[i - 1], seconds{1});
}

TEST(Poller, KeepsAVendorsDistanceAmongItsOwnFeedsAlone) {
  std::map<std::string, std::vector<Moment>> asked;
  std::vector<std::unique_ptr<Feed>> feeds;
  Moment now = noon;
  const auto add = [&](const std::string& name, milliseconds period, milliseconds least) {
    const auto script = [&asked, &now, vendor = name.substr(0, name.find(' '))](Moment) -> Answer {
      asked[vendor].push_back(now);
      return Unchanged{};
    };
    feeds.push_back(std::make_unique<ScriptedFeed>(PollRule{.period = period, .least = least}, script, name));
  };
  add("slow SPX", minutes{1}, seconds{10});
  add("slow price of SPX", seconds{15}, seconds{10});
  add("bars SPX", seconds{1}, milliseconds{0});
  Poller poller{std::move(feeds), {}, market::Calendar::us(), noon, 3};
  for (; now < noon + minutes{10}; now = poller.due()) ASSERT_TRUE(poller.ask(now));
  EXPECT_GE(asked["slow"].size(), 40u);
  for (std::size_t i = 1; i < asked["slow"].size(); ++i)
    EXPECT_GE(asked["slow"][i] - asked["slow"][i - 1], seconds{10});
  EXPECT_EQ(asked["bars"].size(), 600u) << "a file waits for no vendor";
}

TEST(Poller, TellsSilentPricesByTheirOwnRhythm) {
  struct Row {
    std::string_view why;
    minutes rhythm, fresh, stale;
  };
  const Row rows[] = {
      {"bars of a minute, as chains of a minute", minutes{1}, minutes{3}, minutes{4}},
      {"bars of five minutes", minutes{5}, minutes{7}, minutes{8}},
      {"ticks are no stricter", minutes{0}, minutes{3}, minutes{4}},
  };
  class Prices final : public Feed {
   public:
    Prices(minutes rhythm, const bool& silent) : rhythm_(rhythm), silent_(silent) {}
    std::string name() const override { return "bars SPX"; }
    PollRule rule() const override { return {.period = seconds{1}, .least = milliseconds{0}}; }
    std::optional<milliseconds> delay() const override { return milliseconds{0}; }
    milliseconds rhythm() const override { return rhythm_; }
    Answer ask(Moment now) override {
      if (silent_) return Unchanged{};
      return NewPrices{{{"SPX", market::Spot{100}, std::chrono::floor<seconds>(now)}}};
    }

   private:
    minutes rhythm_;
    const bool& silent_;
  };
  for (const Row& row : rows) {
    bool silent = false;
    std::vector<std::unique_ptr<Feed>> feeds;
    feeds.push_back(std::make_unique<Prices>(row.rhythm, silent));
    Poller poller{std::move(feeds), {}, market::Calendar::us(), noon - hours{1}, 3};
    for (Moment now = poller.due(); now <= noon; now = poller.due()) ASSERT_TRUE(poller.ask(now));
    silent = true;
    for (Moment now = poller.due(); now <= noon + row.stale + seconds{1}; now = poller.due()) {
      ASSERT_TRUE(poller.ask(now));
      EXPECT_FALSE(now <= noon + row.fresh && poller.state(0, now).stale) << row.why;
    }
    EXPECT_TRUE(poller.state(0, noon + row.stale).stale) << row.why;
  }
}

TEST(Poller, AsksOnceAPeriodWhileAnswersAreGood) {
  auto poller = one({}, [](Moment) -> Answer { return Unchanged{}; });
  const auto all = requests(poller, noon + hours{24});
  EXPECT_EQ(all.size(), 24u * 60);
}

TEST(Poller, WaitsAsLongAsTheVendorAsks) {
  bool told = false;
  auto poller = one({}, [&](Moment) -> Answer {
    if (std::exchange(told, true)) return Unchanged{};
    return Trouble{TroubleKind::too_many, "429", seconds{300}};
  });
  const auto all = requests(poller, noon + minutes{10});
  ASSERT_GE(all.size(), 2u);
  EXPECT_GE(all[1] - all[0], seconds{300});
}

TEST(Poller, IsBackWithinTwoPeriodsAfterTroubleEnds) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Moment ends = noon + minutes{37} + seconds{seed};
    auto poller = one(
        {},
        [&](Moment now) -> Answer {
          if (now < ends) return Trouble{TroubleKind::unreachable, "down"};
          return NewChain{};
        },
        noon, seed);
    const auto all = requests(poller, ends + minutes{3});
    const auto first = std::ranges::find_if(all, [&](Moment at) { return at >= ends; });
    ASSERT_NE(first, all.end());
    EXPECT_LE(*first - ends, minutes{2}) << seed;
  }
}

TEST(Poller, SpreadsItsRetries) {
  std::vector<Moment> second;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    auto poller = one(
        {.least = milliseconds{1}, .first_backoff = seconds{10}},
        [](Moment) -> Answer { return Trouble{TroubleKind::timed_out, ""}; }, noon, seed);
    second.push_back(requests(poller, noon + seconds{15}).at(1));
  }
  const auto [low, high] = std::ranges::minmax(second);
  EXPECT_LT(low - noon, seconds{1});
  EXPECT_GT(high - noon, seconds{9}) << "full jitter: from nothing to the whole backoff";
}

TEST(Poller, AsksRarelyWhereOnlyTheUserCanHelp) {
  auto poller = one({}, [](Moment) -> Answer { return Trouble{TroubleKind::not_allowed, "403"}; });
  const auto all = requests(poller, noon + hours{24});
  EXPECT_LT(all.size(), 24u * 30);
}

TEST(Poller, TellsAFrozenFeedWithinAPeriodAndNothingInAQuietWeek) {
  // a feed that tells something new every minute of trading, 15 minutes late, over a week with a holiday, then freezes
  const auto& calendar = market::Calendar::us();
  const Moment start = moment("2026-11-23T00:00-05:00"), freezes = moment("2026-12-01T12:00-05:00");
  auto poller = one(
      {},
      [&](Moment now) -> Answer {
        const auto market = std::chrono::floor<seconds>(now - minutes{15});
        const auto day = calendar.session_of(market);
        if (now >= freezes || market > calendar.session_close(day)) return Unchanged{};
        return NewChain{};
      },
      start);
  for (Moment now = poller.due(); now < freezes; now = poller.due()) {
    (void)poller.ask(now);
    ASSERT_FALSE(poller.state(0, now).stale) << market::to_string(std::chrono::floor<seconds>(now));
  }
  std::optional<Moment> noticed;
  for (Moment now = poller.due(); now < freezes + hours{1} && !noticed; now = poller.due()) {
    (void)poller.ask(now);
    if (poller.state(0, now).stale) noticed = now;
  }
  ASSERT_TRUE(noticed);
  EXPECT_LE(*noticed - freezes, FreshnessRule{}.after + minutes{1});
}

}  // namespace
}  // namespace gammafield::feeds
