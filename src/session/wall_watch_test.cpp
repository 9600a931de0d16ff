#include "session/wall_watch.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <random>
#include <string>

#include "base/sanitized.h"
#include "market/calendar.h"

namespace gammafield::session {
namespace {

using levels::Side;
using market::Instant;
using market::Spot;
using market::Strike;
using std::chrono::August;
using std::chrono::minutes;
using std::chrono::November;
using std::chrono::seconds;
using std::chrono::year;

constexpr market::Date tuesday = year(2026) / August / 18, wednesday = year(2026) / August / 19,
                       half_day = year(2026) / November / 27;

Hours hours_of(market::Date date) {
  const auto& calendar = market::Calendar::us();
  return {calendar.session_open(date), calendar.session_close(date), market::Usd{1}};
}

/// A call wall at 100, fed prices minute by minute.
class Walk {
 public:
  explicit Walk(WatchRule rule = {}, Side side = Side::call) : watch(watch_of(side, Strike{100})), rule_(rule) {}

  Walk& at(seconds since_open, double price) {
    watch = advanced(std::move(watch), {hours_.open + since_open, Spot{price}}, hours_, rule_, events);
    return *this;
  }
  /// A price every minute of [from, to].
  Walk& stay(int from, int to, double price) {
    for (int minute = from; minute <= to; ++minute) at(minutes(minute), price);
    return *this;
  }
  Walk& on(market::Date date) {
    hours_ = hours_of(date);
    return *this;
  }
  Walk& end() {
    watch = ended(std::move(watch), rule_, events);
    return *this;
  }
  Walk& move_to(double strike) {
    watch = migrated(watch, Strike{strike}, watch.last->at, events);
    return *this;
  }
  /// `tested broken/REAL`: the events, with the label of what is closed.
  [[nodiscard]] std::string story() const {
    std::string told;
    for (const WallEvent& event : events) {
      if (!told.empty()) told += ' ';
      told += to_string(event.kind);
      if (event.kind != WallEventKind::tested && event.attempt)
        told += '/' + std::string(to_string(event.attempt->label));
    }
    return told;
  }

  WallWatch watch;
  std::vector<WallEvent> events;

 private:
  WatchRule rule_;
  Hours hours_ = hours_of(tuesday);
};

struct Row {
  const char* why;
  Walk walk;
  std::string story;
  WallState state;
};

WatchRule with(BreakRule broken) {
  WatchRule rule;
  rule.broken = broken;
  return rule;
}
WatchRule sticky() {
  WatchRule rule;
  rule.sticky = true;
  return rule;
}
WatchRule buffered(double usd) {
  WatchRule rule;
  rule.buffer = market::Usd{usd};
  return rule;
}

TEST(WallWatch, FollowsEveryRowOfTheTable) {
  const auto up = [](int from, int to) { return Walk{}.stay(0, from - 1, 99).stay(from, to, 101); };
  const Row rows[] = {
      {"below a call wall nothing happens", Walk{}.stay(0, 60, 99), "", WallState::holding},
      {"at the strike is not beyond", Walk{}.stay(0, 60, 100), "", WallState::holding},
      {"beyond is a test", up(30, 30), "tested", WallState::tested},
      {"back after 15 minutes: fake", up(30, 44).at(minutes(45), 99), "tested held/FAKE", WallState::holding},
      {"back after 16: neither", up(30, 45).at(minutes(46), 99), "tested held/INDETERMINATE", WallState::holding},
      {"back at the 20th minute's own close: never confirmed", up(30, 49).at(minutes(50), 99),
       "tested held/INDETERMINATE", WallState::holding},
      {"19 minutes are not 20", up(30, 49), "tested", WallState::tested},
      {"20 are", up(30, 50), "tested broken/REAL", WallState::broken},
      {"nor are 19:59", up(30, 49).at(minutes(50) - seconds(1), 101), "tested", WallState::tested},
      {"20:00 are", up(30, 49).at(minutes(50) - seconds(1), 101).at(minutes(50), 101), "tested broken/REAL",
       WallState::broken},
      {"back after 15:01: no fake", up(30, 45).at(minutes(45) + seconds(1), 99), "tested held/INDETERMINATE",
       WallState::holding},
      {"one print back inside starts the clock again", up(30, 48).at(minutes(49), 99).stay(50, 69, 101),
       "tested held/INDETERMINATE tested", WallState::tested},
      {"back inside for 19 minutes: still broken", up(30, 50).stay(51, 70, 99), "tested broken/REAL",
       WallState::broken},
      {"for 20: reclaimed", up(30, 50).stay(51, 71, 99), "tested broken/REAL reclaimed", WallState::holding},
      {"19:59 are not", up(30, 50).stay(51, 70, 99).at(minutes(71) - seconds(1), 99), "tested broken/REAL",
       WallState::broken},
      {"of a gap no time counts for it either", up(30, 50).stay(51, 60, 99).stay(90, 99, 99), "tested broken/REAL",
       WallState::broken},
      {"a print beyond starts that clock again", up(30, 50).stay(51, 65, 99).at(minutes(66), 101).stay(67, 86, 99),
       "tested broken/REAL", WallState::broken},
      {"the wall moves during a test", up(30, 40).move_to(105).stay(41, 80, 101), "tested migrated/MIGRATED",
       WallState::holding},
      {"a moved wall is a new one, already beyond or not", up(30, 40).move_to(100.5).stay(41, 42, 101),
       "tested migrated/MIGRATED tested", WallState::tested},
      {"of a gap no time counts", up(30, 40).stay(60, 69, 101), "tested", WallState::tested},
      {"until there are 20 minutes without it", up(30, 40).stay(60, 70, 101), "tested broken/REAL", WallState::broken},
      {"two minutes without a price are no gap", up(30, 40).stay(42, 50, 101), "tested broken/REAL", WallState::broken},
      {"fewer than 20 minutes to the close: not to be told", up(371, 373).at(minutes(374), 99), "tested held/CENSORED",
       WallState::holding},
      {"exactly 20 are enough", up(370, 390), "tested broken/REAL", WallState::broken},
      {"cut off by the close", up(380, 390).end(), "tested censored/CENSORED", WallState::tested},
      {"the next session opens inside", up(380, 390).on(wednesday).at(minutes(0), 99), "tested censored/CENSORED held",
       WallState::holding},
      {"the next session opens beyond: a test from the open", up(380, 390).on(wednesday).stay(0, 20, 101),
       "tested censored/CENSORED tested broken/REAL", WallState::broken},
      {"a gap open of a holding wall", Walk{}.stay(380, 390, 99).on(wednesday).stay(0, 19, 101), "tested",
       WallState::tested},
      {"broken stays broken over night, its clock starts anew",
       up(30, 50).stay(51, 65, 99).on(wednesday).stay(0, 19, 99), "tested broken/REAL", WallState::broken},
      {"and is reclaimed the next day", up(30, 50).on(wednesday).stay(0, 20, 99), "tested broken/REAL reclaimed",
       WallState::holding},
      {"sticky: broken whatever follows", Walk{sticky()}.stay(30, 50, 101).stay(51, 390, 99), "tested broken/REAL",
       WallState::broken},
      {"until the session ends", Walk{sticky()}.stay(30, 50, 101).stay(51, 390, 99).end(), "tested broken/REAL",
       WallState::holding},
      {"half days close at 13:00", Walk{}.on(half_day).stay(0, 190, 99).stay(191, 210, 101).stay(211, 240, 101),
       "tested", WallState::tested},
      {"20 minutes before 13:00 are enough then", Walk{}.on(half_day).stay(0, 189, 99).stay(190, 210, 101),
       "tested broken/REAL", WallState::broken},
      {"fewer are cut off", Walk{}.on(half_day).stay(0, 190, 99).stay(191, 210, 101).end(), "tested censored/CENSORED",
       WallState::tested},
      {"a halt of an hour beyond counts nothing: REAL by the 20 minutes around it", up(30, 40).stay(100, 110, 101),
       "tested broken/REAL", WallState::broken},
      {"after a halt back inside: fake by the minutes that traded", up(30, 40).at(minutes(100), 99), "tested held/FAKE",
       WallState::holding},
      {"a gap on the wall's own side changes nothing", Walk{}.stay(0, 30, 99).stay(200, 210, 99), "",
       WallState::holding},
      {"the wall moves while it is broken: a new one", up(30, 50).move_to(105).stay(51, 60, 101), "tested broken/REAL",
       WallState::holding},
      {"prices outside the session do not count", Walk{}.at(minutes(-5), 101).at(minutes(391), 101), "",
       WallState::holding},
      {"nor do prices of the past", up(30, 30).at(minutes(29), 99), "tested", WallState::tested},
      {"a put wall is passed downwards", Walk{{}, Side::put}.stay(0, 20, 99), "tested broken/REAL", WallState::broken},
      {"beyond the buffer only", Walk{buffered(1.5)}.stay(0, 30, 101), "", WallState::holding},
      {"broken by the close beyond", Walk{with(CloseRule{})}.stay(100, 390, 101), "tested broken/REAL",
       WallState::broken},
      {"a close inside is not", Walk{with(CloseRule{})}.stay(100, 389, 101).at(minutes(390), 99), "tested held/FAKE",
       WallState::holding},
      {"by a whole percent", Walk{with(ExcursionRule{0.02})}.at(minutes(5), 101).at(minutes(6), 102),
       "tested broken/REAL", WallState::broken},
      {"at once", Walk{with(ExcursionRule{0.01})}.at(minutes(5), 103), "tested broken/REAL", WallState::broken},
      {"by expected moves", Walk{with(SigmaRule{2})}.at(minutes(5), 101.9).at(minutes(6), 102), "tested broken/REAL",
       WallState::broken},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.walk.story(), row.story) << row.why;
    EXPECT_EQ(row.walk.watch.state, row.state) << row.why << ": " << to_string(row.walk.watch.state);
  }
}

TEST(WallWatch, FlagsGapsAndGapOpens) {
  const auto gapped = Walk{}.stay(30, 40, 101).stay(60, 61, 101);
  ASSERT_TRUE(gapped.watch.attempt);
  EXPECT_TRUE(gapped.watch.attempt->gap);
  EXPECT_FALSE(gapped.watch.attempt->gap_open);
  EXPECT_EQ(gapped.watch.attempt->beyond, minutes(11));
  const auto opened = Walk{}.stay(380, 390, 99).on(wednesday).stay(0, 3, 101);
  ASSERT_TRUE(opened.watch.attempt);
  EXPECT_TRUE(opened.watch.attempt->gap_open);
  EXPECT_FALSE(opened.watch.attempt->gap) << "a night is no gap";
  EXPECT_EQ(opened.watch.attempt->beyond, minutes(3));
}

TEST(WallWatch, RemembersHowFarPriceWent) {
  const auto walk = Walk{}.at(minutes(5), 101).at(minutes(6), 103).at(minutes(7), 102).at(minutes(8), 99);
  ASSERT_EQ(walk.events.size(), 2U);
  EXPECT_EQ(walk.events.back().attempt->furthest, market::Usd{3});
  EXPECT_EQ(walk.events.back().attempt->beyond, minutes(3));
}

/// A stretch of samples on one side of the wall, in minutes that count.
struct Stretch {
  bool beyond = false, last = false;
  int from = 0;    ///< minute of its first sample
  int within = 0;  ///< from its first sample to its last
  int until = 0;   ///< from its first sample to the next stretch
};

std::vector<Stretch> stretches_of(const std::vector<std::pair<int, bool>>& samples) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto [minute, beyond] = samples[i];
    const int passed = i == 0 ? 0 : minute - samples[i - 1].first, counted = passed <= 2 ? passed : 0;
    if (!stretches.empty()) stretches.back().until += counted;
    if (stretches.empty() || stretches.back().beyond != beyond) {
      stretches.push_back({.beyond = beyond, .from = minute});
    } else {
      stretches.back().within = stretches.back().until;
    }
  }
  if (!stretches.empty()) stretches.back().last = true;
  return stretches;
}

/// The table of docs/methods.md 1.4.12 by lengths of stretches: what a session's samples have to tell.
std::string story_by_stretches(const std::vector<Stretch>& stretches) {
  std::string told;
  bool broken = false;
  for (const Stretch& each : stretches) {
    if (broken && !each.beyond && each.within >= 20) {
      told += " reclaimed";
      broken = false;
    }
    if (broken || !each.beyond) continue;
    told += " tested";
    broken = each.within >= 20;
    if (broken) {
      told += " broken/REAL";
    } else if (!each.last) {
      told += 390 - each.from < 20 ? " held/CENSORED" : each.until <= 15 ? " held/FAKE" : " held/INDETERMINATE";
    }
  }
  return told.empty() ? told : told.substr(1);
}

RC_GTEST_PROP(WallWatchProperty, TellsOfEveryDayWhatItsStretchesTell, ()) {
  std::vector<std::pair<int, bool>> samples;
  bool beyond = false;
  for (int minute = 0; minute <= 390;) {
    beyond = !beyond;
    for (int left = *rc::gen::element(1, 3, 14, 15, 16, 19, 20, 21, 22, 40); left > 0 && minute <= 390; --left) {
      samples.emplace_back(minute, beyond);
      minute += *rc::gen::weightedElement<int>({{20, 1}, {2, 2}, {1, 3}, {1, 30}});
    }
  }
  Walk walk;
  for (const auto& [minute, is_beyond] : samples) walk.at(minutes(minute), is_beyond ? 101 : 99);
  RC_ASSERT(walk.story() == story_by_stretches(stretches_of(samples)));
}

/// Labels of the first test of a wall by driftless walks of 1-minute closes, in shares of those that can be told.
std::map<AttemptLabel, double> shares_of_walks(int walks, double level_in_sigmas) {
  std::mt19937_64 random{20230914};
  std::normal_distribution<double> normal;
  const Hours hours = hours_of(tuesday);
  std::map<AttemptLabel, double> shares;
  double told = 0;
  for (int i = 0; i < walks; ++i) {
    WallWatch watch = watch_of(Side::call, Strike{100 + level_in_sigmas});
    std::vector<WallEvent> events;
    double price = 100;
    for (int minute = 1; minute <= 390 && events.size() < 2; ++minute) {
      price += normal(random) / std::sqrt(390.0);
      watch = advanced(std::move(watch), {hours.open + minutes(minute), Spot{price}}, hours, {}, events);
    }
    if (events.size() < 2 || events[1].attempt->label == AttemptLabel::censored) continue;
    ++shares[events[1].attempt->label];
    ++told;
  }
  for (auto& [label, share] : shares) share /= told;
  return shares;
}

TEST(WallWatch, OfDriftlessWalksAFifthBreak) {
  constexpr int fewer = base::sanitized ? 9 : 1;
  const double error = 0.006 * std::sqrt(fewer);
  for (const double level : {0.1, 0.5}) {
    const auto shares = shares_of_walks((level < 0.3 ? 40000 : 20000) / fewer, level);
    EXPECT_NEAR(shares.at(AttemptLabel::real), 0.208, error) << level;
    EXPECT_NEAR(shares.at(AttemptLabel::fake), 0.760, error) << level;
    EXPECT_NEAR(shares.at(AttemptLabel::indeterminate), 0.032, error) << level;
  }
}

// Sparre Andersen: a walk that starts at the wall and steps beyond stays there for 20 closes more with probability
// 2 C(42, 21) / 4^21.
TEST(WallWatch, FromTheWallItselfTheClosedFormHolds) {
  double closed_form = 2;
  for (int k = 1; k <= 21; ++k) closed_form *= (21.0 + k) / k / 4;
  ASSERT_NEAR(closed_form, 0.24477, 1e-5);
  std::mt19937_64 random{4505};
  std::normal_distribution<double> normal;
  const Hours hours = hours_of(tuesday);
  constexpr int walks = 40000;
  int broken = 0;
  for (int i = 0; i < walks; ++i) {
    WallWatch watch = watch_of(Side::call, Strike{100});
    std::vector<WallEvent> events;
    double price = 100 + std::abs(normal(random));
    for (int minute = 1; minute <= 21; ++minute, price += normal(random))
      watch = advanced(std::move(watch), {hours.open + minutes(minute), Spot{price}}, hours, {}, events);
    broken += watch.state == WallState::broken;
  }
  EXPECT_NEAR(broken / double(walks), closed_form, 4 * std::sqrt(closed_form * (1 - closed_form) / walks));
}

}  // namespace
}  // namespace gammafield::session
