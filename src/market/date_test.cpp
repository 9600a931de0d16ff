#include "market/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <ctime>

namespace gammafield::market {
namespace {

using namespace std::chrono;

TEST(ParseDate, TakesRealDatesOfItsRangeOnly) {
  struct Row {
    std::string_view why;
    std::string_view text;
    std::optional<Date> date;
  };
  const Row rows[] = {
      {"an ordinary day", "2026-08-18", 2026y / August / 18},
      {"29 February of a leap year", "2024-02-29", 2024y / February / 29},
      {"2000 was a leap year", "2000-02-29", 2000y / February / 29},
      {"2100 is none", "2100-02-29", std::nullopt},
      {"the first day", "1990-01-01", 1990y / January / 1},
      {"the last day", "2100-12-31", 2100y / December / 31},
      {"before the range", "1989-12-31", std::nullopt},
      {"after the range", "2101-01-01", std::nullopt},
      {"no 31 April", "2026-04-31", std::nullopt},
      {"no month 13", "2026-13-01", std::nullopt},
      {"no day 0", "2026-08-00", std::nullopt},
      {"without leading zeros", "2026-8-18", std::nullopt},
      {"slashes", "2026/08/18", std::nullopt},
      {"compact", "20260818", std::nullopt},
      {"a sign where a digit belongs", "2026--8-18", std::nullopt},
      {"a plus sign", "+026-08-18", std::nullopt},
      {"a blank where a digit belongs", "2026- 8-18", std::nullopt},
      {"something behind it", "2026-08-18T", std::nullopt},
      {"nothing", "", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(parse_date(row.text), row.date) << row.why;
}

TEST(ParseInstant, TakesRfc3339WithAZone) {
  const Instant four_pm = sys_days{2026y / August / 18} + 20h;
  struct Row {
    std::string_view why;
    std::string_view text;
    std::optional<Instant> instant;
  };
  const Row rows[] = {
      {"New York summer time", "2026-08-18T16:00:00-04:00", four_pm},
      {"without seconds", "2026-08-18T16:00-04:00", four_pm},
      {"UTC", "2026-08-18T20:00:00Z", four_pm},
      {"a blank for the T", "2026-08-18 20:00:00Z", four_pm},
      {"small letters, as RFC 3339 allows", "2026-08-18t20:00:00z", four_pm},
      {"east of Greenwich, and on the next day there", "2026-08-19T01:30:00+05:30", four_pm},
      {"a fraction is cut off", "2026-08-18T20:00:00.999Z", four_pm},
      {"seconds", "2026-08-18T20:00:07Z", four_pm + 7s},
      {"no zone: which instant it is cannot be known", "2026-08-18T16:00:00", std::nullopt},
      {"no time", "2026-08-18", std::nullopt},
      {"an empty fraction", "2026-08-18T20:00:00.Z", std::nullopt},
      {"hour 24", "2026-08-18T24:00:00Z", std::nullopt},
      {"minute 60", "2026-08-18T20:60:00Z", std::nullopt},
      {"a leap second", "2026-08-18T20:00:60Z", std::nullopt},
      {"half an offset", "2026-08-18T20:00:00-04", std::nullopt},
      {"an offset without a colon", "2026-08-18T20:00:00-0400", std::nullopt},
      {"something behind it", "2026-08-18T20:00:00Z ", std::nullopt},
      {"a date that is none", "2026-02-30T20:00:00Z", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(parse_instant(row.text), row.instant) << row.why;
}

TEST(DateText, IsIso8601) {
  EXPECT_EQ(to_string(Date{2026y / January / 2}), "2026-01-02");
  EXPECT_EQ(to_string(Instant{sys_days{2026y / January / 2} + 3h + 4min + 5s}), "2026-01-02T03:04:05Z");
}

TEST(NewYork, KeepsSummerTime) {
  struct Row {
    std::string_view why;
    Date date;
    seconds clock;
    std::string_view utc;
  };
  const Row rows[] = {
      {"winter close", 2026y / November / 20, 16h, "2026-11-20T21:00:00Z"},
      {"summer close", 2026y / July / 1, 16h, "2026-07-01T20:00:00Z"},
      {"Friday before the spring change", 2026y / March / 6, 16h, "2026-03-06T21:00:00Z"},
      {"Monday after it: an hour earlier in UTC", 2026y / March / 9, 16h, "2026-03-09T20:00:00Z"},
      {"Friday before the autumn change", 2026y / October / 30, 16h, "2026-10-30T20:00:00Z"},
      {"Monday after it", 2026y / November / 2, 16h, "2026-11-02T21:00:00Z"},
      {"the last second before the spring jump", 2026y / March / 8, 2h - 1s, "2026-03-08T06:59:59Z"},
      {"a skipped time is taken an hour later", 2026y / March / 8, 2h + 30min, "2026-03-08T07:30:00Z"},
      {"the first time after the jump", 2026y / March / 8, 3h, "2026-03-08T07:00:00Z"},
      {"of a doubled time the first", 2026y / November / 1, 1h + 30min, "2026-11-01T05:30:00Z"},
      {"two o'clock happens once", 2026y / November / 1, 2h, "2026-11-01T07:00:00Z"},
      {"before 2007 summer time began in April", 2006y / March / 20, 16h, "2006-03-20T21:00:00Z"},
      {"from 2007 it begins in March", 2007y / March / 20, 16h, "2007-03-20T20:00:00Z"},
      {"beyond 2037, where zone files often end", 2050y / July / 1, 16h, "2050-07-01T20:00:00Z"},
      {"a clock past midnight is the next day's", 2026y / July / 1, 24h + 15min, "2026-07-02T04:15:00Z"},
  };
  for (const Row& row : rows) EXPECT_EQ(to_string(from_new_york(row.date, row.clock)), row.utc) << row.why;
}

TEST(NewYork, ShowsTheDateThere) {
  const LocalTime evening = to_new_york(sys_days{2026y / July / 2} + 1h);
  EXPECT_EQ(evening.date, Date{2026y / July / 1});
  EXPECT_EQ(evening.since_midnight, 21h);
}

TEST(NewYork, DoesNotDependOnTheHostsZone) {
  const char* const before = std::getenv("TZ");
  const std::string restore = before ? before : "";
  for (const char* zone : {"UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"}) {
    setenv("TZ", zone, 1);
    tzset();
    EXPECT_EQ(to_string(from_new_york(2026y / March / 9, 16h)), "2026-03-09T20:00:00Z") << zone;
    EXPECT_EQ(to_new_york(sys_days{2026y / March / 9} + 20h).since_midnight, 16h) << zone;
    EXPECT_EQ(parse_instant("2026-03-09T16:00:00-04:00"), sys_days{2026y / March / 9} + 20h) << zone;
  }
  before ? setenv("TZ", restore.c_str(), 1) : unsetenv("TZ");
  tzset();
}

/// Any instant of the range the program takes.
rc::Gen<Instant> instants() {
  constexpr sys_seconds first = sys_days{1990y / January / 1};
  constexpr sys_seconds last = sys_days{2100y / December / 31};
  return rc::gen::map(rc::gen::inRange(first.time_since_epoch().count(), last.time_since_epoch().count()),
                      [](auto count) { return Instant{seconds{count}}; });
}

RC_GTEST_PROP(DateText, InstantsComeBackFromText, ()) {
  const Instant instant = *instants();
  RC_ASSERT(parse_instant(to_string(instant)) == instant);
}

RC_GTEST_PROP(DateText, DatesComeBackFromText, ()) {
  const Date date{floor<days>(*instants())};
  RC_ASSERT(parse_date(to_string(date)) == date);
}

RC_GTEST_PROP(NewYork, ThereAndBackIsTheSameInstantOrTheFirstOfTwo, ()) {
  const Instant instant = *instants();
  const auto [date, clock] = to_new_york(instant);
  const Instant back = from_new_york(date, clock);
  RC_ASSERT(back == instant || back == instant - 1h);
  RC_ASSERT(to_new_york(back).since_midnight == clock);
  RC_ASSERT(to_new_york(back).date == date);
}

}  // namespace
}  // namespace gammafield::market
