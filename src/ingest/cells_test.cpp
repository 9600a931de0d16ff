#include "ingest/cells.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::ingest {
namespace {

using market::Right;
using namespace std::chrono;

TEST(PrintedNumber, ReadsWhatVendorsPrint) {
  struct Row {
    std::string_view why, text;
    double value;
    bool percent = false;
  };
  const Row rows[] = {
      {"plain", "12.5", 12.5},
      {"an exponent, as pandas prints small IVs", "1.0000000000000003e-05", 1.0000000000000003e-05},
      {"thousands in groups of three", "1,234,567.5", 1234567.5},
      {"a dollar sign", "$12.50", 12.5},
      {"a per-cent sign is told, and not divided out", "45.3%", 45.3, true},
      {"a blank before the per-cent sign", "45.3 %", 45.3, true},
      {"negative", "-0.25", -0.25},
  };
  for (const auto& [why, text, value, percent] : rows) {
    const auto number = printed_number(text);
    ASSERT_TRUE(number) << why;
    EXPECT_DOUBLE_EQ(number->value, value) << why;
    EXPECT_EQ(number->percent, percent) << why;
  }
}

TEST(PrintedNumber, TellsNothingFromGarbage) {
  struct Row {
    std::string_view why, text;
    NumberFault fault;
  };
  const Row rows[] = {
      {"nothing there", "", NumberFault::empty},
      {"blanks", "  ", NumberFault::empty},
      {"pandas", "NaN", NumberFault::empty},
      {"streaming feeds write it for a value not known", "Infinity", NumberFault::empty},
      {"beyond the doubles", "1e999", NumberFault::out_of_range},
      {"two numbers", "12 x 30", NumberFault::not_a_number},
      {"a word", "abc", NumberFault::not_a_number},
      {"a sign alone is 'none' to vendors, a per-cent sign alone too", "%", NumberFault::empty},
  };
  for (const auto& [why, text, fault] : rows) {
    const auto number = printed_number(text);
    ASSERT_FALSE(number) << why;
    EXPECT_EQ(number.error(), fault) << why;
  }
}

TEST(ParseMoment, ReadsEveryFormOfDate) {
  const sys_days day{2026y / 8 / 18};
  struct Row {
    std::string_view why, text;
    sys_seconds clock;
    bool has_time, zoned;
  };
  const Row rows[] = {
      {"ISO", "2026-08-18", day, false, false},
      {"digits alone", "20260818", day, false, false},
      {"US, month first", "08/18/2026", day, false, false},
      {"US without leading zeros", "8/18/2026", day, false, false},
      {"NSE", "18-Aug-2026", day, false, false},
      {"spelled out", "August 18, 2026", day, false, false},
      {"ISO with T", "2026-08-18T16:14:59", day + 16h + 14min + 59s, true, false},
      {"with a fraction and an offset", "2026-08-18T10:47:32.448107-04:00", day + 14h + 47min + 32s, true, true},
      {"pandas, UTC", "2026-08-18 17:16:12+00:00", day + 17h + 16min + 12s, true, true},
      {"Z", "2026-08-18T20:00:00Z", day + 20h, true, true},
      {"minutes only", "2026-08-18 16:00", day + 16h, true, false},
      {"digits alone with the minute", "202608181043", day + 10h + 43min, true, false},
      {"epoch seconds", "1787083200", sys_seconds{1787083200s}, true, true},
      {"epoch milliseconds", "1787083200123", sys_seconds{1787083200s}, true, true},
      {"epoch nanoseconds", "1787083200000000000", sys_seconds{1787083200s}, true, true},
      {"epoch seconds that a data frame made a float", "1787083200.0", sys_seconds{1787083200s}, true, true},
  };
  for (const auto& [why, text, clock, has_time, zoned] : rows) {
    const auto moment = parse_moment(text);
    ASSERT_TRUE(moment) << why;
    EXPECT_EQ(moment->clock, clock) << why;
    EXPECT_EQ(moment->has_time, has_time) << why;
    EXPECT_EQ(moment->zoned, zoned) << why;
  }
}

TEST(ParseMoment, RefusesWhatIsNoDate) {
  struct Row {
    std::string_view why, text;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"a month of 13", "2026-13-01"},
      {"a day that the month lacks", "2026-02-30"},
      {"day first with slashes: one of the two readings would be wrong", "18/08/2026"},
      {"cut inside the day", "2026-08-1"},
      {"cut inside the year", "08/18/202"},
      {"a time without minutes", "2026-08-18T16"},
      {"text behind", "2026-08-18 close"},
      {"an offset beyond the world", "2026-08-18T16:00:00+23:00"},
      {"before options were listed", "1789-07-14"},
      {"a number that is no epoch", "123456789"},
  };
  for (const auto& [why, text] : rows) EXPECT_FALSE(parse_moment(text)) << why << ": " << text;
}

TEST(InstantOf, TakesAnUnzonedClockForNewYorks) {
  EXPECT_EQ(instant_of(*parse_moment("2026-08-18 16:00"), market::Calendar::us()),
            sys_seconds{sys_days{2026y / 8 / 18} + 20h})
      << "summer";
  EXPECT_EQ(instant_of(*parse_moment("2026-01-16 16:00"), market::Calendar::us()),
            sys_seconds{sys_days{2026y / 1 / 16} + 21h})
      << "winter";
  EXPECT_EQ(date_of(*parse_moment("2026-08-19T01:15:00Z"), market::Calendar::us()), 2026y / 8 / 18)
      << "still the evening before in New York";
}

RC_GTEST_PROP(ParseMoment, ReadsBackEveryDayInEveryForm, ()) {
  const auto count = *rc::gen::inRange(7305, 47000);  // 1990 to 2098
  const year_month_day day{sys_days{days{count}}};
  const int y = static_cast<int>(day.year());
  const unsigned m = static_cast<unsigned>(day.month());
  const unsigned d = static_cast<unsigned>(day.day());
  for (const std::string& text : {fmt::format("{:04}-{:02}-{:02}", y, m, d), fmt::format("{:04}{:02}{:02}", y, m, d),
                                  fmt::format("{:02}/{:02}/{:04}", m, d, y)}) {
    const auto moment = parse_moment(text);
    RC_ASSERT(moment.has_value());
    RC_ASSERT(date_of(*moment, market::Calendar::us()) == day);
  }
}

TEST(ParseRight, KnowsTheWords) {
  for (const std::string_view text : {"C", "c", "call", "Call", "CALLS", " C ", "CE"})
    EXPECT_EQ(parse_right(text), Right::call) << text;
  for (const std::string_view text : {"P", "put", "PUT", "PE"}) EXPECT_EQ(parse_right(text), Right::put) << text;
  for (const std::string_view text : {"", "option", "B", "callput"}) EXPECT_FALSE(parse_right(text)) << text;
  EXPECT_TRUE(is_indian_right("PE"));
  EXPECT_FALSE(is_indian_right("P"));
}

}  // namespace
}  // namespace gammafield::ingest
