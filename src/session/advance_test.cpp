#include "session/advance.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "market/calendar.h"
#include "session/testing_moment.h"

namespace gammafield::session {
namespace {

using market::Right;
using market::Spot;
using market::Strike;
using testing::at;
using testing::Contract;
using testing::march;
using testing::Snapshot;
using testing::snapshot;

const market::Calendar& calendar() { return market::Calendar::us(); }

/// Snapshots of one symbol one after the other.
class Film {
 public:
  explicit Film(SessionSettings settings = {}) : settings_(settings) {}

  Film& then(const Snapshot& snapshot, std::vector<PriceSample> prices = {}) {
    auto next = advance(std::move(memory), snapshot.moment(), prices, settings_);
    EXPECT_TRUE(next) << (next ? "" : next.error().message);
    memory = std::move(next->memory);
    report = std::move(next->report);
    return *this;
  }
  [[nodiscard]] double call_wall() const { return report.call_wall ? report.call_wall->at.strike.value() : 0; }
  /// `call 100 to 105 dominance`, one after the other.
  [[nodiscard]] std::string moves() const {
    std::string text;
    for (const Migration& move : report.migrations)
      text +=
          fmt::format("{}{} {} to {} {}", text.empty() ? "" : "; ", move.side == levels::Side::call ? "call" : "put",
                      move.from.value(), move.to.value(), to_string(move.reason));
    return text;
  }
  [[nodiscard]] std::string story() const {
    std::string text;
    for (const Event& event : report.events) text += (text.empty() ? "" : " ") + std::string{to_string(event.kind)};
    return text;
  }

  std::optional<Memory> memory;
  SessionReport report;

 private:
  SessionSettings settings_;
};

std::vector<Contract> book(double at_105, double at_110, double put_95 = 10, unsigned day = 20) {
  return {{day, Right::call, 105, at_105},
          {day, Right::call, 110, at_110},
          {day, Right::put, 95, put_95},
          {day, Right::put, 90, 8}};
}

/// A price every minute of a March day's session from one minute since the open to another.
std::vector<PriceSample> minutes(unsigned day, int from, int to, double price) {
  std::vector<PriceSample> prices;
  for (int minute = from; minute <= to; ++minute)
    prices.push_back({at(day, 9, 30) + std::chrono::minutes{minute}, Spot{price}});
  return prices;
}
std::vector<PriceSample> operator+(std::vector<PriceSample> first, const std::vector<PriceSample>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

SessionSettings restarting() {
  SessionSettings settings;
  settings.carry_sessions = false;
  return settings;
}

TEST(Advance, NamesWhyAWallMoves) {
  levels::LevelSettings gross;
  gross.call_basis = levels::Basis::gross;
  struct Row {
    const char* why;
    SessionSettings settings;
    Snapshot before, after;
    std::string moves;
  };
  Row rows[] = {
      {"nothing happens", {}, snapshot(at(2, 15, 0), 100, book(10, 5)), snapshot(at(3, 15, 0), 100, book(10, 5)), ""},
      {"a tenth more is not enough",
       {},
       snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(3, 15, 0), 100, book(10, 11)),
       ""},
      {"more than a tenth is",
       {},
       snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(3, 15, 0), 100, book(10, 12)),
       "call 105 to 110 dominance"},
      {"spot beyond the wall is a test, no reason to forget it",
       {},
       snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(3, 15, 0), 107, book(10, 5)),
       ""},
      {"what settled moves it alone",
       {},
       snapshot(at(2, 15, 0), 100, {{2, Right::call, 105, 10}, {20, Right::call, 105, 2}, {20, Right::call, 110, 5}}),
       snapshot(at(3, 15, 0), 100, {{20, Right::call, 105, 2}, {20, Right::call, 110, 5}}),
       "call 105 to 110 expiry_roll"},
      {"what settled does not move it, the rest does",
       {},
       snapshot(at(2, 15, 0), 100, {{2, Right::call, 105, 10}, {20, Right::call, 105, 6}, {20, Right::call, 110, 5}}),
       snapshot(at(3, 15, 0), 100, {{20, Right::call, 105, 6}, {20, Right::call, 110, 9}}),
       "call 105 to 110 dominance"},
      {"all its contracts expired",
       {},
       snapshot(at(2, 15, 0), 100, {{2, Right::call, 105, 10}, {20, Right::call, 110, 5}}),
       snapshot(at(3, 15, 0), 100, {{20, Right::call, 110, 5}}),
       "call 105 to 110 expiry_roll"},
      {"no longer listed",
       {},
       snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(2, 15, 1), 100, {{20, Right::call, 110, 5}, {20, Right::put, 95, 10}, {20, Right::put, 90, 8}}),
       "call 105 to 110 delisted"},
      {"another rule",
       {},
       snapshot(at(2, 15, 0), 100, {{20, Right::call, 105, 10}, {20, Right::call, 110, 12}, {20, Right::put, 110, 9}}),
       snapshot(at(3, 15, 0), 100, {{20, Right::call, 105, 10}, {20, Right::call, 110, 12}, {20, Right::put, 110, 9}},
                gross),
       "call 105 to 110 config"},
      {"the put wall",
       {},
       snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(3, 15, 0), 100, book(10, 5, 7)),
       "put 95 to 90 dominance"},
      {"elected anew at the next session", restarting(), snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(3, 15, 0), 100, book(10, 10.5)), "call 105 to 110 dominance"},
      {"not within it", restarting(), snapshot(at(2, 15, 0), 100, book(10, 5)),
       snapshot(at(2, 15, 5), 100, book(10, 10.5)), ""},
  };
  for (Row& row : rows) {
    Film film{row.settings};
    film.then(row.before);
    EXPECT_EQ(film.moves(), "") << row.why;
    EXPECT_EQ(film.then(row.after).moves(), row.moves) << row.why;
  }
}

TEST(Advance, TellsWhatRolledOff) {
  Film film;
  film.then(snapshot(at(2, 15, 0), 100,
                     {{2, Right::call, 105, 10, 2}, {20, Right::call, 105, 2, 2}, {20, Right::call, 110, 5, 2}}));
  film.then(snapshot(at(3, 15, 0), 100, {{20, Right::call, 105, 2, 2}, {20, Right::call, 110, 5, 2}}));
  ASSERT_EQ(film.report.migrations.size(), 1U);
  const Migration& move = film.report.migrations[0];
  ASSERT_EQ(move.rolled_off.size(), 1U);
  EXPECT_EQ(move.rolled_off[0].second.value(), 20);
  EXPECT_EQ(move.value_from->value(), 4);
  EXPECT_EQ(move.value_to.value(), 10);
}

TEST(Advance, WatchesPricesAgainstWhatWasKnown) {
  struct Row {
    const char* why;
    std::vector<PriceSample> prices;
    std::string story;
    double wall;
  };
  const auto evening = snapshot(at(2, 16, 0), 100, book(10, 5)), next = snapshot(at(3, 16, 0), 100, book(10, 5));
  const Row rows[] = {
      {"no prices", {}, "", 105},
      {"below the wall", minutes(3, 0, 390, 100), "", 105},
      {"beyond for ten minutes", minutes(3, 0, 29, 100) + minutes(3, 30, 40, 106) + minutes(3, 41, 60, 100),
       "wall_tested wall_held", 105},
      {"for twenty: broken, and the next one takes over", minutes(3, 0, 29, 100) + minutes(3, 30, 50, 106),
       "wall_tested wall_broken wall_migrated wall_migrated", 110},
      {"back inside for twenty: reclaimed", minutes(3, 0, 29, 100) + minutes(3, 30, 50, 106) + minutes(3, 51, 80, 104),
       "wall_tested wall_broken wall_migrated wall_reclaimed wall_migrated", 110},
      {"near the close: cut off by it", minutes(3, 380, 390, 106), "wall_tested attempt_censored", 105},
      {"prices of before the evening snapshot are none of its business", minutes(2, 0, 390, 106), "", 105},
      {"a gap open", minutes(3, 0, 5, 106) + minutes(3, 6, 10, 100), "wall_tested wall_held", 105},
  };
  for (const Row& row : rows) {
    Film film;
    film.then(evening);
    film.then(next, row.prices);
    EXPECT_EQ(film.story(), row.story) << row.why;
    // at 16:00 the broken wall is worth twice the new one again: hysteresis hands it back
    const double wall = film.report.migrations.empty() ? film.call_wall() : film.report.migrations[0].to.value();
    EXPECT_EQ(wall, row.wall) << row.why;
  }
}

TEST(Advance, WithoutReelectionABrokenWallStands) {
  SessionSettings settings;
  settings.reelect_on_break = false;
  Film film{settings};
  film.then(snapshot(at(2, 16, 0), 100, book(10, 5)));
  film.then(snapshot(at(3, 12, 0), 106, book(10, 5)), minutes(3, 0, 29, 100) + minutes(3, 30, 60, 106));
  EXPECT_EQ(film.call_wall(), 105);
  EXPECT_EQ(film.report.call_wall->state, WallState::broken);
  EXPECT_EQ(*film.report.call_wall->plain, Strike{110});
}

TEST(Advance, ComparesWithTheSessionBefore) {
  Film film;
  film.then(snapshot(at(2, 12, 0), 100, book(10, 5)));
  EXPECT_FALSE(film.report.call_wall->change) << "nothing to compare with";
  film.then(snapshot(at(2, 16, 0), 100, book(12, 5)));
  EXPECT_FALSE(film.report.call_wall->change) << "nor within the first session";
  film.then(snapshot(at(3, 12, 0), 100, book(14, 5)));
  ASSERT_TRUE(film.report.call_wall->change);
  EXPECT_EQ(film.report.call_wall->change->before.value(), 12) << "the last of the session before";
  EXPECT_EQ(film.report.call_wall->change->oi_arrow, Arrow::up);
  film.then(snapshot(at(3, 16, 0), 100, book(11, 5)));
  EXPECT_EQ(film.report.call_wall->change->before.value(), 12) << "not the snapshot before";
  EXPECT_EQ(film.report.call_wall->change->oi_arrow, Arrow::down);
}

TEST(Advance, RanksNetGexOnceItsHistoryIsLongEnough) {
  Film film;
  for (unsigned day = 2; day <= 31; ++day) {
    if (!calendar().is_trading_day(march(day))) continue;
    film.then(snapshot(at(day, 16, 0), 100, book(10 + day, 5, 10, 31)));
    if (!film.report.tier.percentile) {
      EXPECT_LT(film.report.tier.sessions, tier_sessions_min);
    }
  }
  EXPECT_EQ(film.report.tier.sessions, 21U);
  ASSERT_TRUE(film.report.tier.percentile);
}

TEST(Advance, RefusesAnotherSymbolAndThePast) {
  Film film;
  film.then(snapshot(at(3, 15, 0), 100, book(10, 5)));
  const auto earlier = snapshot(at(3, 15, 0), 100, book(10, 5));
  const auto again = advance(film.memory, earlier.moment(), {}, {});
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("not after"), std::string::npos);
  auto other = *film.memory;
  other.symbol = "NDX";
  const auto later = snapshot(at(4, 15, 0), 100, book(10, 5));
  const auto foreign = advance(other, later.moment(), {}, {});
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().message.find("NDX"), std::string::npos);
}

TEST(Advance, AMemoryReadBackGoesOnTheSame) {
  Film film;
  film.then(snapshot(at(2, 16, 0), 100, book(10, 5)));
  film.then(snapshot(at(3, 10, 0), 106, book(10, 5)), minutes(3, 0, 10, 106));
  ASSERT_TRUE(film.memory->call_wall->watch.attempt);
  const std::string written = to_json(*film.memory);
  const auto read = read_memory(written, "memory.json", "SPX");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), written);
  const auto next = snapshot(at(3, 16, 0), 100, book(10, 5));
  const auto prices = minutes(3, 31, 45, 106) + minutes(3, 46, 200, 100);
  const auto one = advance(*film.memory, next.moment(), prices, {});
  const auto two = advance(*read, next.moment(), prices, {});
  ASSERT_TRUE(one && two);
  EXPECT_EQ(to_json(one->memory), to_json(two->memory));
  EXPECT_EQ(one->report.events.size(), two->report.events.size());
}

TEST(Memory, IsRefusedInOneLineWhenItIsNone) {
  Film film;
  film.then(snapshot(at(2, 16, 0), 100, book(10, 5)));
  const std::string good = to_json(*film.memory);
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    EXPECT_NE(text.find(from), std::string::npos) << from;
    return text.replace(text.find(from), from.size(), to);
  };
  struct Row {
    const char* why;
    std::string text, says;
  };
  const Row rows[] = {
      {"empty", "", "no session memory"},
      {"no JSON", "{", "no session memory"},
      {"no object", "[1]", "names no schema"},
      {"another version", changed("memory/1", "memory/2"), "start without it"},
      {"another symbol", changed("\"symbol\":\"SPX\"", "\"symbol\":\"NDX\""), "NDX"},
      {"cut short", good.substr(0, good.size() / 2), "no session memory"},
      {"a member is missing", changed("\"rolls\"", "\"rills\""), "rolls"},
      {"a strike below zero", changed("\"strike\":105", "\"strike\":-105"), "above zero"},
      {"a state that is none", changed("HOLDING", "HELD"), "not known"},
      {"a contract of no expiry", changed("[0,0,105", "[7,0,105"), "no expiry"},
  };
  for (const Row& row : rows) {
    const auto read = read_memory(row.text, "memory.json", "SPX");
    ASSERT_FALSE(read) << row.why;
    EXPECT_NE(read.error().message.find(row.says), std::string::npos) << row.why << ": " << read.error().message;
    EXPECT_EQ(read.error().message.find('\n'), std::string::npos) << row.why;
  }
}

int flip_flops(double h) {
  SessionSettings settings;
  settings.h = h;
  Film film{settings};
  std::mt19937_64 random{20260818};
  std::normal_distribution<double> noise{0, 0.015};
  int moves = 0;
  for (int minute = 0; minute <= 390; ++minute) {
    film.then(snapshot(at(3, 9, 30) + std::chrono::minutes{minute}, 100,
                       book(100 * (1 + noise(random)), 100 * (1 + noise(random)))));
    moves += static_cast<int>(film.report.migrations.size());
  }
  return moves;
}

// Two walls of the same strength under 1.5 % noise, one snapshot a minute: the plain winner changes every other minute.
TEST(Advance, OfANoisyDayNothingFlipFlops) {
  EXPECT_GT(flip_flops(0), 100);
  EXPECT_EQ(flip_flops(0.1), 0);
}

TEST(StrengthChange, HasPartsThatSum) {
  struct Row {
    const char* why;
    std::vector<Contract> before, after;
    double rolled_off, exposure, open_interest, both;
  };
  const Row rows[] = {
      {"nothing", {{20, Right::call, 105, 10, 2}}, {{20, Right::call, 105, 10, 2}}, 0, 0, 0, 0},
      {"open interest alone", {{20, Right::call, 105, 10, 2}}, {{20, Right::call, 105, 13, 2}}, 0, 0, 6, 0},
      {"exposure alone", {{20, Right::call, 105, 10, 2}}, {{20, Right::call, 105, 10, 3}}, 0, 10, 0, 0},
      {"both", {{20, Right::call, 105, 10, 2}}, {{20, Right::call, 105, 13, 3}}, 0, 10, 6, 3},
      {"what settled is no open interest",
       {{2, Right::call, 105, 10, 2}, {20, Right::call, 105, 1, 1}},
       {{20, Right::call, 105, 1, 1}},
       -20,
       0,
       0,
       0},
      {"what is gone but did not settle is",
       {{20, Right::call, 105, 10, 2}, {27, Right::call, 105, 1, 1}},
       {{27, Right::call, 105, 1, 1}},
       0,
       0,
       -20,
       0},
      {"a new contract is",
       {{20, Right::call, 105, 10, 2}},
       {{20, Right::call, 105, 10, 2}, {27, Right::call, 105, 1, 1}},
       0,
       0,
       1,
       0},
      {"the picture of docs/walls.md: holders leave, and what stays is worth more",
       {{2, Right::call, 105, 10, 2}, {20, Right::call, 105, 40, 2}},
       {{20, Right::call, 105, 34, 2.9}},
       -20,
       36,
       -12,
       -5.4},
      {"puts take from a call wall by net",
       {{20, Right::call, 105, 10, 2}},
       {{20, Right::call, 105, 10, 2}, {20, Right::put, 105, 3, 2}},
       0,
       0,
       -6,
       0},
  };
  for (const Row& row : rows) {
    const auto before = holdings_of(snapshot(at(2, 15, 0), 100, row.before).book);
    const auto after = holdings_of(snapshot(at(3, 15, 0), 100, row.after).book);
    const auto change = strength_change(before, after, Strike{105}, levels::Measure::net, +1);
    EXPECT_DOUBLE_EQ(change.rolled_off.value(), row.rolled_off) << row.why;
    EXPECT_NEAR(change.from_exposure.value(), row.exposure, 1e-12) << row.why;
    EXPECT_DOUBLE_EQ(change.from_open_interest.value(), row.open_interest) << row.why;
    EXPECT_NEAR(change.from_both.value(), row.both, 1e-12) << row.why;
    EXPECT_NEAR(change.after.value() - change.before.value(),
                row.rolled_off + row.exposure + row.open_interest + row.both, 1e-9)
        << row.why;
  }
}

TEST(StrengthChange, PointsItsArrowsBeyondATwentieth) {
  struct Row {
    const char* why;
    double open_interest, each;
    Arrow oi, total;
  };
  // of 100 contracts worth 1 each
  const Row rows[] = {
      {"a twentieth more is flat", 105, 1, Arrow::flat, Arrow::flat},
      {"more than that is up", 106, 1, Arrow::up, Arrow::up},
      {"a twentieth less is flat", 95, 1, Arrow::flat, Arrow::flat},
      {"less than that is down", 94, 1, Arrow::down, Arrow::down},
      {"the same contracts worth more: the total alone", 100, 1.1, Arrow::flat, Arrow::up},
      {"fewer contracts worth more: each arrow its own way", 90, 1.2, Arrow::down, Arrow::up},
  };
  const auto held = [](unsigned day, double open_interest, double each) {
    return holdings_of(snapshot(at(day, 15, 0), 100, {{20, Right::call, 105, open_interest, each}}).book);
  };
  for (const Row& row : rows) {
    const auto change =
        strength_change(held(2, 100, 1), held(3, row.open_interest, row.each), Strike{105}, levels::Measure::net, +1);
    EXPECT_EQ(change.oi_arrow, row.oi) << row.why;
    EXPECT_EQ(change.total_arrow, row.total) << row.why;
  }
}

TEST(AfterMap, TakesAwayWhatSettlesUntilThen) {
  // Monday 2 March 2026: the week ends on the 6th, the monthly expiry is the 20th.
  const auto made = snapshot(
      at(2, 12, 0), 100,
      {{2, Right::call, 101, 40}, {6, Right::call, 102, 30}, {20, Right::call, 103, 20}, {27, Right::call, 104, 10}});
  Film film;
  film.then(made);
  EXPECT_EQ(film.call_wall(), 101);
  const auto& after = film.report.after;
  EXPECT_EQ(*after.session.call_wall, Strike{102});
  EXPECT_EQ(*after.friday.call_wall, Strike{103});
  EXPECT_EQ(*after.monthly.call_wall, Strike{104});
  EXPECT_EQ(after.monthly.settled_by, at(20, 16, 0));
  EXPECT_FALSE(after.monthly.put_wall);
}

}  // namespace
}  // namespace gammafield::session
