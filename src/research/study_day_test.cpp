#include "research/study_day.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gammafield::research {
namespace {

using std::chrono::hours, std::chrono::minutes, std::chrono::seconds;

const market::Calendar& calendar = market::Calendar::us();
constexpr market::Date monday = std::chrono::year{2026} / 8 / 17;

/// A session of bars of 5 minutes, a point up and down in turn.
void add_session(ingest::PriceBars& bars, market::Date session) {
  bars.length = minutes{5};
  const auto open = calendar.session_open(session);
  for (int i = 0; i < 78; ++i) {
    const double from = i % 2 == 0 ? 100 : 101, to = i % 2 == 0 ? 101 : 100;
    bars.bars.push_back({open + i * minutes{5}, open + (i + 1) * minutes{5}, market::Spot{from}, market::Spot{101.5},
                         market::Spot{99.5}, market::Spot{to}});
  }
}

LevelSheet evening_of(market::Date session, std::optional<double> move) {
  const auto close = calendar.session_close(session);
  return {.source = "evening", .as_of = close, .available = close, .spot = market::Spot{100}, .session_move = move};
}

SheetHistory history_of(std::vector<LevelSheet> sheets) { return *SheetHistory::of(std::move(sheets), calendar); }

TEST(JoinDays, TakesTheEveningBeforeAndNotTheSameEvening) {
  ingest::PriceBars bars;
  add_session(bars, monday);
  const auto tuesday = calendar.next_trading_day(monday);
  add_session(bars, tuesday);
  const auto joined =
      join_days("XYZ", history_of({evening_of(monday, 0.01), evening_of(tuesday, 0.02)}), bars, {}, calendar);
  ASSERT_EQ(joined.days.size(), 1U);
  const auto& day = joined.days[0];
  EXPECT_EQ(day.session, tuesday);
  EXPECT_EQ(day.sheet.as_of, calendar.session_close(monday));
  EXPECT_EQ(day.move, 0.01);
  EXPECT_TRUE(day.move_is_implied);
  ASSERT_EQ(day.prices.size(), 79U);
  EXPECT_EQ(day.first_price(), 100);
  EXPECT_EQ(day.prices[1].at, day.open + minutes{5});
  EXPECT_EQ(day.last_price(), 100);
  ASSERT_TRUE(day.prior);
  EXPECT_EQ(day.prior->high, 101.5);
  ASSERT_EQ(joined.left_out.size(), 1U);
  EXPECT_EQ(joined.left_out[0].reason, "no levels were known at its start");
}

TEST(JoinDays, FollowsFromLaterOnWhereAskedTo) {
  ingest::PriceBars bars;
  add_session(bars, monday);
  auto sheet = evening_of(monday, 0.01);
  sheet.as_of = sheet.available = calendar.session_open(monday) + minutes{12};
  const auto joined =
      join_days("XYZ", history_of({sheet}), bars, {.after_open = minutes{15}, .sheet_age_max = 0}, calendar);
  ASSERT_EQ(joined.days.size(), 1U);
  EXPECT_EQ(joined.days[0].prices.front().at, calendar.session_open(monday) + minutes{15});
  EXPECT_EQ(joined.days[0].prices.size(), 76U);
}

TEST(JoinDays, LeavesOutWithAReason) {
  ingest::PriceBars bars;
  add_session(bars, monday);
  auto gap = bars;
  gap.bars.erase(gap.bars.begin() + 20, gap.bars.begin() + 23);
  const auto friday = calendar.previous_trading_day(monday);
  const auto reason = [&](const std::vector<LevelSheet>& sheets, const ingest::PriceBars& of) {
    const auto joined = join_days("XYZ", history_of(sheets), of, {}, calendar);
    return joined.left_out.empty() ? "" : joined.left_out[0].reason;
  };
  EXPECT_EQ(reason({evening_of(friday, 0.01)}, bars), "") << "Friday's evening is Monday's eve";
  EXPECT_EQ(reason({evening_of(calendar.previous_trading_day(friday), 0.01)}, bars),
            "the latest levels known at its start are 2 sessions old");
  EXPECT_EQ(reason({evening_of(friday, 0.01)}, gap), "no prices from 2026-08-17 11:10 to 2026-08-17 11:30");
  EXPECT_EQ(reason({evening_of(friday, std::nullopt)}, bars),
            "no expected move: none implied, and fewer than five sessions of prices before");
}

TEST(JoinDays, TakesASessionThatGoesOnWhereAskedTo) {
  ingest::PriceBars bars;
  add_session(bars, monday);
  add_session(bars, calendar.next_trading_day(monday));
  bars.bars.resize(78 + 30);
  const auto sheets = history_of({evening_of(calendar.previous_trading_day(monday), 0.01), evening_of(monday, 0.01)});
  EXPECT_EQ(join_days("XYZ", sheets, bars, {}, calendar).days.size(), 1U);
  const auto joined = join_days("XYZ", sheets, bars, {.last_goes_on = true}, calendar);
  ASSERT_EQ(joined.days.size(), 2U);
  EXPECT_EQ(joined.days[1].prices.size(), 31U);
  bars.bars.erase(bars.bars.begin() + 60, bars.bars.begin() + 78);
  EXPECT_EQ(join_days("XYZ", sheets, bars, {.last_goes_on = true}, calendar).days.size(), 1U) << "only the last";
}

TEST(JoinDays, RealisedMoveIsOfTheSessionsBefore) {
  ingest::PriceBars bars;
  std::vector<LevelSheet> sheets;
  auto session = monday;
  for (int i = 0; i < 6; ++i) {
    add_session(bars, session);
    sheets.push_back(evening_of(session, std::nullopt));
    session = calendar.next_trading_day(session);
  }
  const auto joined = join_days("XYZ", history_of(sheets), bars, {}, calendar);
  ASSERT_EQ(joined.days.size(), 1U);
  EXPECT_FALSE(joined.days[0].move_is_implied);
  EXPECT_NEAR(joined.days[0].move, std::sqrt(78.0) * std::log(1.01), 1e-12);
}

}  // namespace
}  // namespace gammafield::research
