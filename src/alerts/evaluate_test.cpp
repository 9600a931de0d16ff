#include "alerts/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "alerts/testing_report.h"

namespace gammafield::alerts {
namespace {

using namespace testing;
using levels::Side;
using session::EventKind;
using session::WallEventKind;
using Titles = std::vector<std::string>;

TEST(Rules, FlipIsCrossedWhereTheSessionSaysSo) {
  Heard heard;
  const std::vector<Rule> rules{rule("flip", FlipCrossed{})};
  heard.take(rules, report(0, 6410));
  auto below = report(1, 6390);
  add_event(below, EventKind::flip_crossed, "Price crosses the gamma flip 6400.00 to below");
  heard.take(rules, below);
  heard.take(rules, report(2, 6380));
  ASSERT_EQ(heard.titles(), Titles{"SPX crosses the gamma flip, spot below it"});
  const Alert& alert = heard.raised.front().alert;
  EXPECT_EQ(alert.text,
            "Price crosses the gamma flip 6400.00 to below. Below the flip dealers' hedging is taken to amplify "
            "moves.\nSpot 6390.00. Call wall 6500 HOLDING, put wall 6300 HOLDING, flip 6400.00. Regime NEGATIVE, net "
            "-$1.20bn a 1 % move.");
  EXPECT_EQ(alert.notes,
            "Data of 2026-08-18 09:31 New York; open interest of 2026-08-17.\nConvention: positioning naive (dealers "
            "long calls, short puts); + dampens, - amplifies. Dealer positions are inferred, not observed. Context, "
            "not a signal and not advice.");
}

TEST(Rules, FlipWithAHysteresisOfItsOwnIsCrossedBeyondItAlone) {
  Heard heard;
  const std::vector<Rule> rules{rule("flip", FlipCrossed{0.1})};
  int minutes = 0;
  for (const double spot : {6410.0, 6401.0, 6399.0, 6398.0, 6402.0, 6393.0, 6399.0, 6401.0, 6407.0})
    heard.take(rules, report(minutes++, spot));
  EXPECT_EQ(heard.titles(),
            (Titles{"SPX crosses the gamma flip, spot below it", "SPX crosses the gamma flip, spot above it"}));
}

TEST(Rules, WallsMoveAndTheirStatesAreTold) {
  Heard heard;
  const std::vector<Rule> rules{rule("moves", WallMoved{{}, 20}),
                                rule("calls", WallState{Side::call, {AlertKind::wall_tested, AlertKind::wall_broken}})};
  auto first = report(0, 6410);
  add_event(first, EventKind::wall_elected, "Call wall is 6500");
  heard.take(rules, first);
  EXPECT_TRUE(heard.raised.empty()) << "what stands when watching begins is no news";
  auto second = report(1, 6505);
  add_wall_event(second, Side::call, 6500, WallEventKind::tested);
  add_wall_event(second, Side::put, 6300, WallEventKind::tested);
  add_wall_event(second, Side::call, 6500, WallEventKind::reclaimed);
  add_migration(second, Side::put, 6300, 6310);
  add_migration(second, Side::put, 6310, 6350);
  add_event(second, EventKind::wall_gone, "Call wall is gone: no_positive");
  heard.take(rules, second);
  EXPECT_EQ(heard.titles(),
            (Titles{"SPX put wall moves to 6350", "SPX call wall is gone", "SPX call wall 6500 tested"}));
  EXPECT_TRUE(heard.raised.front().alert.text.starts_with(
      "Put wall moves up 40 points, from 6310 to 6350: another strike has become clearly larger.\n"))
      << heard.raised.front().alert.text;
  EXPECT_NE(heard.raised.back().alert.json.find(R"("details":{"side":"call","strike":6500})"), std::string::npos)
      << heard.raised.back().alert.json;
}

TEST(Rules, SpotNearALevelIsToldOnceUntilItWasFarAway) {
  struct Row {
    std::string_view why;
    std::vector<double> spots;
    std::size_t told;
  };
  const Row rows[] = {
      {"never near", {6400, 6450, 6480}, 0},
      {"near and staying there", {6400, 6490, 6495, 6489}, 1},
      {"back by less than the re-arm distance", {6400, 6490, 6475, 6490}, 1},
      {"back by more", {6400, 6490, 6430, 6490}, 2},
      {"through it between two snapshots", {6450, 6560}, 1},
      {"near when watching begins", {6495}, 1},
      {"exactly at it", {6400, 6500}, 1},
  };
  for (const Row& row : rows) {
    Heard heard;
    const std::vector<Rule> rules{rule("near", SpotNear{WatchedLevel::call_wall, 0.25, 0.5})};
    int minutes = 0;
    for (const double spot : row.spots) heard.take(rules, report(minutes++, spot));
    EXPECT_EQ(heard.raised.size(), row.told) << row.why;
  }
}

TEST(Rules, ALevelThatJumpsOverSpotIsNotGoneThrough) {
  Heard heard;
  const std::vector<Rule> rules{rule("near", SpotNear{WatchedLevel::call_wall, 0.1, 0.5})};
  heard.take(rules, report(0, 6450));
  auto jumped = report(1, 6450);
  jumped.over_time->call_wall = wall(6400);
  heard.take(rules, jumped);
  EXPECT_TRUE(heard.raised.empty());
}

TEST(Rules, NoLevelIsNoDistance) {
  Heard heard;
  const std::vector<Rule> rules{rule("flip", SpotNear{WatchedLevel::gamma_flip, 50, 60}),
                                rule("cross", FlipCrossed{1})};
  auto none = report(0, 6400);
  none.levels.flip = base::failure(levels::NoLevel::positive_everywhere);
  none.over_time->call_wall = base::failure(levels::NoLevel::no_positive);
  heard.take(rules, none);
  EXPECT_TRUE(heard.raised.empty());
  EXPECT_NE(evaluate(std::vector{rule("put", SpotNear{WatchedLevel::put_wall, 50, 60})}, {}, none)
                .raised.front()
                .alert.json.find(R"("levels":{"call_wall":null,"put_wall":6300,"gamma_flip":null})"),
            std::string::npos);
}

TEST(Rules, RegimeTierAndFlagsAreTold) {
  Heard heard;
  const std::vector<Rule> rules{rule("regime", RegimeChanged{levels::RegimeLabel::negative}),
                                rule("tier", TierPassed{90, true, 5}), rule("flags", DataFlagged{{"quotes_missing"}})};
  const auto with_tier = [](engine::Report made, std::optional<double> percentile) {
    made.over_time->tier = {40, percentile};
    return made;
  };
  heard.take(rules, with_tier(report(0, 6410), {}));
  heard.take(rules, with_tier(report(1, 6410), 89.9));
  auto third = with_tier(report(2, 6390), 92.5);
  add_event(third, EventKind::data_flag, "quotes_missing: no bid and ask");
  add_event(third, EventKind::data_flag, "few_expiries: only two");
  heard.take(rules, third);
  heard.take(rules, with_tier(report(3, 6410), 86));
  heard.take(rules, with_tier(report(4, 6410), 91));
  heard.take(rules, with_tier(report(5, 6410), 84));
  heard.take(rules, with_tier(report(6, 6410), 90));
  EXPECT_EQ(heard.titles(), (Titles{"SPX regime is NEGATIVE", "SPX net GEX at percentile 92",
                                    "SPX data: quotes_missing", "SPX net GEX at percentile 90"}));
}

TEST(Rules, CoolDownIsOfOneKindAndSubjectAndSaysWhatItHeldBack) {
  Heard heard;
  Rule tested = rule("tested", WallState{{}, {AlertKind::wall_tested, AlertKind::wall_broken}});
  tested.cool_down = std::chrono::minutes{10};
  for (const int when : {0, 3, 6, 9, 12}) {
    auto made = report(when, 6501);
    add_wall_event(made, Side::call, 6500, WallEventKind::tested);
    if (when == 6) add_wall_event(made, Side::call, 6500, WallEventKind::broken);
    heard.take({tested}, made);
  }
  EXPECT_EQ(heard.titles(),
            (Titles{"SPX call wall 6500 tested", "SPX call wall 6500 broken", "SPX call wall 6500 tested"}));
  EXPECT_TRUE(heard.raised.back().alert.text.ends_with("\n3 more like it since the last one told were held back."));
  EXPECT_NE(heard.raised.back().alert.json.find(R"("held_back":3})"), std::string::npos);
}

TEST(Rules, QuietHoursDropOrHold) {
  for (const InQuiet then : {InQuiet::drop, InQuiet::hold}) {
    Heard heard;
    Rule quiet = rule("regime", RegimeChanged{});
    quiet.quiet = QuietHours{std::chrono::hours{9}, std::chrono::hours{10}, then};
    heard.take({quiet}, report(0, 6410));
    heard.take({quiet}, report(10, 6390));
    heard.take({quiet}, report(30, 6410));
    if (then == InQuiet::drop) {
      ASSERT_EQ(heard.raised.size(), 1u);
      EXPECT_EQ(heard.raised.front().alert.at, minute(30)) << "the hours end at ten";
    } else {
      ASSERT_EQ(heard.raised.size(), 2u);
      EXPECT_EQ(heard.raised.front().not_before, minute(30));
      EXPECT_FALSE(heard.raised.back().not_before);
    }
  }
}

TEST(Rules, OtherSymbolsAndOldReportsChangeNothing) {
  Heard heard;
  Rule near = rule("near", SpotNear{6400.0, 1, 2});
  near.symbols = {"NDX"};
  heard.take({near}, report(5, 6400));
  EXPECT_TRUE(heard.raised.empty());
  near.symbols = {"NDX", "SPX"};
  heard.take({near}, report(5, 6400));
  heard.take({near}, report(4, 6400));
  EXPECT_TRUE(heard.raised.empty()) << "not after the last one";
  heard.take({near}, report(6, 6400));
  EXPECT_EQ(heard.raised.size(), 1u);
}

TEST(Rules, TheSameReportGivesTheSameAlertAndNoTwoShareAnId) {
  const std::vector<Rule> rules{rule("a", WallState{{}, {AlertKind::wall_tested}}),
                                rule("b", WallState{{}, {AlertKind::wall_tested}})};
  auto made = report(1, 6505);
  for (const Side side : {Side::call, Side::put, Side::call})
    add_wall_event(made, side, side == Side::call ? 6500 : 6300, WallEventKind::tested);
  const auto once = evaluate(rules, {}, made), again = evaluate(rules, {}, made);
  std::vector<std::string> ids;
  ASSERT_EQ(once.raised.size(), 6u);
  for (std::size_t i = 0; i < once.raised.size(); ++i) {
    EXPECT_EQ(once.raised[i].alert.id, again.raised[i].alert.id);
    EXPECT_EQ(once.raised[i].alert.json, again.raised[i].alert.json);
    ids.push_back(once.raised[i].alert.id);
    EXPECT_EQ(ids.back().size(), 32u);
  }
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::unique(ids).size(), 0u);
  EXPECT_EQ(once.state, again.state);
  EXPECT_TRUE(evaluate(rules, once.state, made).raised.empty()) << "taken already";
}

TEST(Rules, ReportsWithoutASessionAreWatchedByThemselves) {
  Heard heard;
  const std::vector<Rule> rules{rule("flip", FlipCrossed{}), rule("moved", WallMoved{}), rule("tier", TierPassed{}),
                                rule("state", WallState{{}, {AlertKind::wall_tested}}), rule("flags", DataFlagged{})};
  for (const double spot : {6410.0, 6390.0}) {
    auto made = report(heard.state.latest.empty() ? 0 : 1, spot);
    made.over_time.reset();
    heard.take(rules, made);
  }
  EXPECT_EQ(heard.titles(), Titles{"SPX crosses the gamma flip, spot below it"});
}

TEST(FeedRules, TellStaleAndFreshOnceEach) {
  State state;
  std::vector<std::string> told;
  const auto& calendar = market::Calendar::us();
  Rule spx = rule("stale", DataStale{}), ndx = rule("other", DataStale{});
  spx.symbols = {"SPX"};
  ndx.symbols = {"NDX"};
  for (const bool stale : {false, true, true, false, false, true}) {
    FeedNews news{"cboe SPX", "SPX", stale, minute(20), minute(3)};
    auto out = evaluate(std::vector{spx, ndx}, state, news, calendar);
    state = out.state;
    for (const auto& each : out.raised) told.push_back(each.alert.title);
  }
  EXPECT_EQ(told, (Titles{"SPX: data stale", "SPX: data fresh again", "SPX: data stale"}));
}

std::optional<Page> a_page(AlertKind kind, std::string_view symbol, market::Date session) {
  return Page{std::string{symbol} + " " + std::string{to_string(kind)} + " " + market::to_string(session), "text", "",
              minute(0)};
}

TEST(Schedule, TellsEachSessionOnceInItsTime) {
  const std::vector<Rule> rules{rule("close", EndOfDay{}), rule("open", PreMarket{})};
  const std::vector<std::string> symbols{"SPX"};
  State state;
  Titles told;
  const auto& calendar = market::Calendar::us();
  // from a Friday noon to the Tuesday after, ten minutes at a time
  for (market::Instant now = at("2026-08-14T12:00-04:00"); now < at("2026-08-18T17:00-04:00");
       now += std::chrono::minutes{10}) {
    auto out = evaluate(rules, std::move(state), now, calendar, symbols, a_page);
    state = std::move(out.state);
    for (const auto& each : out.raised) told.push_back(each.alert.title + " at " + calendar.clock(each.alert.at));
  }
  EXPECT_EQ(told,
            (Titles{"SPX end_of_day 2026-08-14 at 2026-08-14 16:20", "SPX pre_market 2026-08-17 at 2026-08-17 09:00",
                    "SPX end_of_day 2026-08-17 at 2026-08-17 16:20", "SPX pre_market 2026-08-18 at 2026-08-18 09:00",
                    "SPX end_of_day 2026-08-18 at 2026-08-18 16:20"}));
}

TEST(Schedule, WaitsForAPageAndLetsItGoWhenItsTimeIsOver) {
  const std::vector<Rule> rules{rule("open", PreMarket{})};
  const std::vector<std::string> symbols{"SPX"};
  const auto& calendar = market::Calendar::us();
  const auto nothing = [](AlertKind, std::string_view, market::Date) { return std::optional<Page>{}; };
  auto waiting = evaluate(rules, {}, at("2026-08-18T09:00-04:00"), calendar, symbols, nothing);
  EXPECT_TRUE(waiting.raised.empty());
  EXPECT_EQ(evaluate(rules, waiting.state, at("2026-08-18T09:59-04:00"), calendar, symbols, a_page).raised.size(), 1u);
  EXPECT_TRUE(evaluate(rules, waiting.state, at("2026-08-18T10:00-04:00"), calendar, symbols, a_page).raised.empty());
  EXPECT_TRUE(evaluate(rules, {}, at("2026-08-15T09:05-04:00"), calendar, symbols, a_page).raised.empty())
      << "Saturday";
}

TEST(QuietHours, GoOverMidnight) {
  const auto& calendar = market::Calendar::us();
  const auto quiet = parse_quiet_hours("22:00-07:30");
  ASSERT_TRUE(quiet);
  EXPECT_EQ(quiet_until(*quiet, at("2026-08-18T23:00-04:00"), calendar), at("2026-08-19T07:30-04:00"));
  EXPECT_EQ(quiet_until(*quiet, at("2026-08-19T07:29-04:00"), calendar), at("2026-08-19T07:30-04:00"));
  EXPECT_FALSE(quiet_until(*quiet, at("2026-08-19T07:30-04:00"), calendar));
  EXPECT_FALSE(quiet_until(*quiet, at("2026-08-19T21:59-04:00"), calendar));
  EXPECT_EQ(quiet_until(*quiet, at("2026-10-31T23:00-04:00"), calendar), at("2026-11-01T07:30-05:00"))
      << "over the night of the clock change";
  for (const char* wrong : {"", "22:00", "22:00-22:00", "24:00-07:00", "7:00-08:00", "22:00-07:60", "aa:bb-cc:dd"})
    EXPECT_FALSE(parse_quiet_hours(wrong)) << wrong;
}

}  // namespace
}  // namespace gammafield::alerts
