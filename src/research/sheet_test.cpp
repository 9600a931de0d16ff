#include "research/sheet.h"

#include <gtest/gtest.h>

#include "market/calendar.h"

namespace gammafield::research {
namespace {

using std::chrono::hours, std::chrono::minutes;

const market::Calendar& calendar = market::Calendar::us();
constexpr market::Date tuesday = std::chrono::year{2026} / 8 / 18;
constexpr market::Date wednesday = std::chrono::year{2026} / 8 / 19;

LevelSheet sheet_at(market::Instant as_of) {
  return {.source = "spx.csv", .as_of = as_of, .available = as_of, .spot = market::Spot{100}};
}

exposure::StrikeExposure strike(double at, double call, double put) {
  return {market::Strike{at},         market::UsdPerPercent{call},
          market::UsdPerPercent{put}, market::UsdPerPercent{call - put},
          market::Contracts{1},       market::Contracts{1}};
}

TEST(LookAhead, IsWhatCouldNotBeKnown) {
  struct Row {
    std::string_view why;
    std::chrono::minutes available_after_close;
    std::optional<market::Date> oi_date;
    bool refused;
  };
  const Row rows[] = {
      {"Tuesday's evening chain carries Monday's positions", hours{2}, std::chrono::year{2026} / 8 / 17, false},
      {"Tuesday's positions are not published before 20:00", hours{2}, tuesday, true},
      {"at 20:00 they are", hours{4}, tuesday, false},
      {"tomorrow's open interest: the canary", hours{4}, wednesday, true},
      {"no date of its open interest: nothing to hold it to", hours{2}, std::nullopt, false},
  };
  for (const auto& row : rows) {
    auto sheet = sheet_at(calendar.session_close(tuesday));
    sheet.available = sheet.as_of + row.available_after_close;
    sheet.oi_date = row.oi_date;
    EXPECT_EQ(look_ahead_in(sheet, calendar).has_value(), row.refused) << row.why;
    EXPECT_EQ(SheetHistory::of({sheet}, calendar).has_value(), !row.refused) << row.why;
  }
}

TEST(LookAhead, OfAQuoteAfterItWasKnownSaysWhatAndWhen) {
  auto sheet = sheet_at(calendar.session_close(tuesday));
  sheet.available = calendar.session_open(tuesday);
  const auto refused = look_ahead_in(sheet, calendar);
  ASSERT_TRUE(refused);
  EXPECT_EQ(
      refused->message,
      "spx.csv: look-ahead: a quote is known from 2026-08-18 16:00 New York on, but the levels are said to be known "
      "on 2026-08-18 09:30 New York; give the time from which they were");
  EXPECT_EQ(refused->kind, base::RefusalKind::input_rejected);
}

TEST(SheetHistory, GivesTheLatestThatWasKnown) {
  const auto open = calendar.session_open(tuesday);
  auto early = sheet_at(open), late = sheet_at(open + minutes{30}), delayed = sheet_at(open + minutes{10});
  early.source = "early";
  late.source = "late";
  delayed.source = "delayed";
  delayed.available = open + minutes{40};
  const auto history = SheetHistory::of({late, delayed, early}, calendar);
  ASSERT_TRUE(history);
  EXPECT_EQ(history->known_at(open - minutes{1}), nullptr);
  EXPECT_EQ(history->known_at(open)->source, "early");
  EXPECT_EQ(history->known_at(open + minutes{29})->source, "early");
  EXPECT_EQ(history->known_at(open + minutes{30})->source, "late");
  EXPECT_EQ(history->known_at(open + minutes{50})->source, "delayed") << "known last, though its quotes are older";
}

TEST(WallOf, ByEachBasis) {
  auto sheet = sheet_at(calendar.session_close(tuesday));
  sheet.strikes = {strike(90, 1, 6), strike(95, 5, 9), strike(105, 10, 9), strike(110, 8, 1), strike(115, 9, 4)};
  sheet.given.call_wall = market::Strike{112};
  const auto call = [&](WallBasis basis) { return wall_of(sheet, levels::Side::call, basis)->strike.value(); };
  EXPECT_EQ(call(WallBasis::net), 110);
  EXPECT_EQ(call(WallBasis::gross), 105);
  EXPECT_EQ(call(WallBasis::absolute), 105);
  EXPECT_EQ(call(WallBasis::given), 112);
  const auto put = [&](WallBasis basis) { return wall_of(sheet, levels::Side::put, basis)->strike.value(); };
  EXPECT_EQ(put(WallBasis::net), 90);
  EXPECT_EQ(put(WallBasis::gross), 95);
  EXPECT_FALSE(wall_of(sheet, levels::Side::put, WallBasis::given));
  const auto ranked = ranked_strikes(sheet, levels::Side::call, WallBasis::net, 5);
  ASSERT_EQ(ranked.size(), 3U) << "only strikes above spot with more calls than puts";
  EXPECT_EQ(ranked[1].strike.value(), 115);
  EXPECT_EQ(ranked[2].strike.value(), 105);
}

TEST(WallBasis, NamesReadBack) {
  for (const auto basis : {WallBasis::net, WallBasis::gross, WallBasis::absolute, WallBasis::given})
    EXPECT_EQ(wall_basis_of(to_string(basis)), basis);
  EXPECT_FALSE(wall_basis_of("NET"));
}

}  // namespace
}  // namespace gammafield::research
