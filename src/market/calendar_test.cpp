#include "market/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::market {
namespace {

using namespace std::chrono;
using enum Settlement;

TEST(Calendar, SettlesToTheMinute) {
  struct Row {
    std::string_view why;
    Date expiry;
    Settlement settlement;
    std::string_view utc;
  };
  const Row rows[] = {
      {"SPX monthly, summer", 2026y / August / 21, am, "2026-08-21T13:30:00Z"},
      {"SPXW the same day", 2026y / August / 21, pm, "2026-08-21T20:00:00Z"},
      {"SPX monthly, winter", 2026y / December / 18, am, "2026-12-18T14:30:00Z"},
      {"SPXW, winter", 2026y / December / 18, pm, "2026-12-18T21:00:00Z"},
      {"VIX, a Wednesday morning", 2026y / August / 19, am, "2026-08-19T13:30:00Z"},
      {"the Friday before the clocks change in spring", 2026y / March / 6, pm, "2026-03-06T21:00:00Z"},
      {"the Monday after", 2026y / March / 9, pm, "2026-03-09T20:00:00Z"},
      {"the Friday before the clocks change in autumn", 2026y / October / 30, pm, "2026-10-30T20:00:00Z"},
      {"the Monday after", 2026y / November / 2, pm, "2026-11-02T21:00:00Z"},
      {"half day: at 13:00", 2026y / November / 27, pm, "2026-11-27T18:00:00Z"},
      {"half day: the opening is as ever", 2026y / November / 27, am, "2026-11-27T14:30:00Z"},
      {"half day in summer", 2025y / July / 3, pm, "2025-07-03T17:00:00Z"},
      {"Good Friday: the day before", 2025y / April / 18, pm, "2025-04-17T20:00:00Z"},
      {"Good Friday, morning: the day before too", 2025y / April / 18, am, "2025-04-17T13:30:00Z"},
      {"Juneteenth 2026 is the third Friday", 2026y / June / 19, am, "2026-06-18T13:30:00Z"},
      {"a Saturday symbol: Friday's close", 2012y / March / 17, pm, "2012-03-16T20:00:00Z"},
      {"a Saturday symbol of an index: Friday's opening", 2012y / March / 17, am, "2012-03-16T13:30:00Z"},
      {"a Saturday after Good Friday: Thursday", 2014y / April / 19, am, "2014-04-17T13:30:00Z"},
      {"a day of mourning moves Thursday's to Wednesday", 2025y / January / 9, pm, "2025-01-08T21:00:00Z"},
      {"the hurricane: back over two days and a weekend", 2012y / October / 30, pm, "2012-10-26T20:00:00Z"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(to_string(Calendar::us().settles_at(row.expiry, row.settlement)), row.utc) << row.why;
  }
}

TEST(Calendar, KnowsTheMonthlyExpiry) {
  struct Row {
    std::string_view why;
    year_month month;
    Date expiry;
  };
  const Row rows[] = {
      {"the third Friday", 2026y / August, 2026y / August / 21},
      {"as early as the 15th", 2026y / May, 2026y / May / 15},
      {"as late as the 21st", 2027y / May, 2027y / May / 21},
      {"Good Friday: Thursday", 2025y / April, 2025y / April / 17},
      {"Juneteenth: Thursday", 2026y / June, 2026y / June / 18},
      {"Juneteenth on a Saturday, observed that Friday", 2027y / June, 2027y / June / 17},
  };
  for (const Row& row : rows) EXPECT_EQ(Calendar::us().monthly_expiry(row.month), row.expiry) << row.why;
}

TEST(Calendar, StepsOverClosedDays) {
  const Calendar& calendar = Calendar::us();
  EXPECT_EQ(calendar.next_trading_day(2026y / July / 2), Date{2026y / July / 6});
  EXPECT_EQ(calendar.previous_trading_day(2026y / July / 6), Date{2026y / July / 2});
  EXPECT_EQ(calendar.next_trading_day(2001y / September / 10), Date{2001y / September / 17});
  EXPECT_EQ(calendar.next_trading_day(2025y / December / 31), Date{2026y / January / 2});
  EXPECT_EQ(calendar.trading_day_on_or_before(2026y / July / 2), Date{2026y / July / 2});
  EXPECT_EQ(calendar.trading_day_on_or_before(2026y / July / 5), Date{2026y / July / 2});
}

TEST(Calendar, AssignsAnInstantToItsSession) {
  struct Row {
    std::string_view why;
    std::string_view utc;
    Date session;
  };
  const Row rows[] = {
      {"in the session", "2026-08-18T15:00:00Z", 2026y / August / 18},
      {"at the opening bell", "2026-08-18T13:30:00Z", 2026y / August / 18},
      {"a second before it: yesterday's", "2026-08-18T13:29:59Z", 2026y / August / 17},
      {"after the close", "2026-08-18T23:00:00Z", 2026y / August / 18},
      {"past midnight in London, evening in New York", "2026-08-19T01:00:00Z", 2026y / August / 18},
      {"early on Monday: Friday's", "2026-08-17T10:00:00Z", 2026y / August / 14},
      {"on Sunday afternoon", "2026-08-16T19:00:00Z", 2026y / August / 14},
      {"on a holiday", "2026-07-03T15:00:00Z", 2026y / July / 2},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Calendar::us().session_of(*parse_instant(row.utc)), row.session) << row.why;
  }
}

TEST(CalendarOverrides, ChangeSingleDays) {
  const auto calendar = Calendar::us_with_overrides(
      "\xEF\xBB\xBF# days the exchange announced\n"
      "2027-01-08 closed   # mourning\r\n"
      "\n"
      "  2027-11-26\topen\n"
      "2027-11-24 half\n"
      "2026-06-19 open");
  ASSERT_TRUE(calendar.has_value()) << calendar.error();
  EXPECT_FALSE(calendar->is_trading_day(2027y / January / 8));
  EXPECT_EQ(to_string(calendar->settles_at(2027y / January / 8, pm)), "2027-01-07T21:00:00Z");
  EXPECT_FALSE(calendar->is_half_day(2027y / November / 26));
  EXPECT_EQ(to_string(calendar->session_close(2027y / November / 26)), "2027-11-26T21:00:00Z");
  EXPECT_TRUE(calendar->is_half_day(2027y / November / 24));
  EXPECT_EQ(calendar->monthly_expiry(2026y / June), Date{2026y / June / 19});
  EXPECT_FALSE(Calendar::us().is_trading_day(2026y / June / 19)) << "the built-in table is as it was";
}

TEST(CalendarOverrides, AreRefusedWithTheLine) {
  constexpr std::string_view shape = ": expected `2027-11-26 closed`, `half` or `open`";
  struct Row {
    std::string_view why;
    std::string_view text;
    std::string error;
  };
  const Row rows[] = {
      {"an unknown word", "2027-01-08 shut", "calendar line 1" + std::string{shape}},
      {"no word", "2027-01-08", "calendar line 1" + std::string{shape}},
      {"no gap", "2027-01-08closed", "calendar line 1" + std::string{shape}},
      {"two words", "2027-01-08 half open", "calendar line 1" + std::string{shape}},
      {"no date", "# fine\n\nclosed", "calendar line 3" + std::string{shape}},
      {"a date that is none", "2027-02-30 closed", "calendar line 1" + std::string{shape}},
      {"twice", "2027-01-08 closed\n2027-01-08 half", "calendar line 2: 2027-01-08 is given twice"},
  };
  for (const Row& row : rows) {
    const auto calendar = Calendar::us_with_overrides(row.text);
    ASSERT_FALSE(calendar.has_value()) << row.why;
    EXPECT_EQ(calendar.error(), row.error) << row.why;
  }
}

TEST(CalendarOverrides, MayBeEmpty) {
  EXPECT_TRUE(Calendar::us_with_overrides("").has_value());
  EXPECT_TRUE(Calendar::us_with_overrides("\n# nothing\n").has_value());
}

rc::Gen<Date> dates() {
  return rc::gen::map(rc::gen::inRange(0, 40'000), [](int n) { return Date{sys_days{1990y / January / 1} + days{n}}; });
}

RC_GTEST_PROP(Calendar, TradingDaysFormALine, ()) {
  const Calendar& calendar = Calendar::us();
  const Date date = *dates();
  const Date before = calendar.trading_day_on_or_before(date);
  const Date after = calendar.next_trading_day(date);
  RC_ASSERT(calendar.is_trading_day(before) && calendar.is_trading_day(after));
  RC_ASSERT(before <= date && date < after);
  RC_ASSERT(calendar.next_trading_day(before) == after);
  RC_ASSERT(calendar.previous_trading_day(after) == before);
  RC_ASSERT(sys_days{after} - sys_days{before} <= days{7});
}

RC_GTEST_PROP(Calendar, SettlementIsInItsOwnSession, ()) {
  const Calendar& calendar = Calendar::us();
  const Date expiry = *dates();
  const Instant opening = calendar.settles_at(expiry, am);
  const Instant close = calendar.settles_at(expiry, pm);
  const Date session = calendar.trading_day_on_or_before(expiry);
  RC_ASSERT(calendar.session_of(opening) == session && calendar.session_of(close) == session);
  RC_ASSERT(close - opening == (calendar.is_half_day(session) ? 3h + 30min : 6h + 30min));
}

}  // namespace
}  // namespace gammafield::market
