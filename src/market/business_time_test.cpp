#include "market/business_time.h"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::market {
namespace {

using namespace std::chrono;

Instant at(Date date, seconds time) { return from_new_york(date, time); }
const Instant begin_2026 = at(2026y / January / 1, 0s), end_2026 = at(2027y / January / 1, 0s);

/// The weight of every minute of a year, one after another: what the clock's few marks stand for.
std::vector<double> minute_weights(int number) {
  const Calendar& us = Calendar::us();
  std::vector<double> weights;
  const Instant end = at(year{number + 1} / January / 1, 0s);
  Instant gap_begin{}, gap_end{};
  for (Instant minute = at(year{number} / January / 1, 0s); minute < end; minute += 1min) {
    const Date day = to_new_york(minute).date;
    if (us.is_trading_day(day) && minute >= us.session_open(day) && minute < us.session_close(day)) {
      weights.push_back(1);
      continue;
    }
    if (minute >= gap_end) {
      const bool before_open = us.is_trading_day(day) && minute < us.session_open(day);
      const Date last = before_open ? us.previous_trading_day(day) : us.trading_day_on_or_before(day);
      gap_begin = us.session_close(last);
      gap_end = us.session_open(us.next_trading_day(last));
    }
    weights.push_back(97.5 / duration<double, std::ratio<60>>(gap_end - gap_begin).count());
  }
  return weights;
}

TEST(BusinessTime, IsTheSumOfTheMinutesWeights) {
  // 2023: the clocks change on 12 March and 5 November; half days on 3 July and 24 November.
  const std::vector<double> weights = minute_weights(2023);
  double all = 0;
  for (const double weight : weights) all += weight;
  const Instant begin = at(2023y / January / 1, 0s);
  const BusinessTime clock{Calendar::us(), {}, begin, begin};
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i % 1000 == 17) {
      EXPECT_NEAR(clock.years_between(begin, begin + minutes{i}), sum / all, 1e-10) << to_string(begin + minutes{i});
    }
    sum += weights[i];
  }
}

TEST(BusinessTime, MakesEveryCalendarYearOne) {
  const BusinessTime clock{Calendar::us(), {}, at(2020y / June / 1, 0s), at(2031y / June / 1, 0s)};
  for (int number = 2020; number <= 2031; ++number)
    EXPECT_NEAR(clock.years_between(at(year{number} / January / 1, 0s), at(year{number + 1} / January / 1, 0s)), 1,
                1e-12)
        << number;
}

TEST(BusinessTime, CountsSessionsAndTheNightsBetween) {
  struct Row {
    const char* why;
    Instant from, to;
    double minutes;
  };
  const Row rows[] = {
      {"an hour of session", at(2026y / August / 18, 10h), at(2026y / August / 18, 11h), 60},
      {"a session", at(2026y / August / 18, 9h + 30min), at(2026y / August / 18, 16h), 390},
      {"a night", at(2026y / August / 18, 16h), at(2026y / August / 19, 9h + 30min), 97.5},
      {"half a night", at(2026y / August / 18, 16h), at(2026y / August / 19, 45min), 48.75},
      {"a weekend weighs as a night does", at(2026y / August / 21, 16h), at(2026y / August / 24, 9h + 30min), 97.5},
      {"one with a Monday holiday, too", at(2026y / September / 4, 16h), at(2026y / September / 8, 9h + 30min), 97.5},
      {"a half day", at(2026y / November / 27, 9h + 30min), at(2026y / November / 27, 16h), 210 + 97.5 * 3 / 68.5},
      {"over the spring change of clocks", at(2026y / March / 6, 16h), at(2026y / March / 9, 9h + 30min), 97.5},
      {"from close to close", at(2026y / August / 18, 16h), at(2026y / August / 19, 16h), 487.5},
  };
  const BusinessTime clock{Calendar::us(), {}, begin_2026, begin_2026};
  const double session = clock.years_between(at(2026y / August / 18, 9h + 30min), at(2026y / August / 18, 16h));
  for (const Row& row : rows)
    EXPECT_NEAR(clock.years_between(row.from, row.to) / session * 390, row.minutes, 1e-9) << row.why;
  // 251 sessions, of them two half days (27 November, 24 December); 251 or so nights.
  EXPECT_NEAR(1 / session * 390, 251 * 487.5 - 2 * 180, 20);
}

TEST(BusinessTime, EventsComeOnTop) {
  const Instant decision = at(2026y / September / 16, 14h);
  const ClockEvent event[] = {{decision, 120}};
  const BusinessTime with{Calendar::us(), event, begin_2026, begin_2026},
      without{Calendar::us(), {}, begin_2026, begin_2026};
  const double hour = without.years_between(at(2026y / August / 18, 10h), at(2026y / August / 18, 11h));
  const auto extra = [&](Instant from, Instant to) {
    return (with.years_between(from, to) - without.years_between(from, to)) / hour;
  };
  EXPECT_NEAR(extra(decision - 1min, decision), 2, 1e-9) << "up to its instant";
  EXPECT_NEAR(extra(decision, decision + 1h), 0, 1e-9) << "not after it";
  EXPECT_NEAR(extra(begin_2026, end_2026 - 1s), 2, 1e-9);
}

RC_GTEST_PROP(BusinessTimeProperty, AddsUpAndNeverRunsBackwards, ()) {
  static const BusinessTime clock{Calendar::us(), {}, begin_2026, at(2028y / January / 1, 0s)};
  const auto a = begin_2026 + seconds{*rc::gen::inRange(0, 90'000'000)};
  const auto b = a + seconds{*rc::gen::inRange(0, 2'000'000)}, c = b + seconds{*rc::gen::inRange(0, 2'000'000)};
  RC_ASSERT(clock.years_between(a, b) >= 0);
  RC_ASSERT(std::abs(clock.years_between(a, b) + clock.years_between(b, c) - clock.years_between(a, c)) < 1e-12);
  const Instant back = clock.after(a, clock.years_between(a, b));
  RC_ASSERT(back <= b + 1s && clock.years_between(back, std::max(back, b)) < 1e-9);
}

TEST(ClockEvents, AreReadLineByLine) {
  const auto events =
      parse_clock_events("# rates\n2026-09-16T14:00-04:00, 120  # decision\r\n\n2026-09-11T08:30-04:00,45.5\n");
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 2U);
  EXPECT_EQ(events->front().at, at(2026y / September / 11, 8h + 30min)) << "ascending";
  EXPECT_EQ(events->front().minutes, 45.5);
  EXPECT_EQ(events->back().at, at(2026y / September / 16, 14h));
  EXPECT_TRUE(parse_clock_events("")->empty());
  EXPECT_TRUE(parse_clock_events("\xEF\xBB\xBF# none\n")->empty()) << "a byte order mark is no event";
}

TEST(ClockEvents, RefuseInOneLineThatNamesTheLine) {
  struct Row {
    const char* why;
    const char* text;
    const char* says;
  };
  const Row rows[] = {
      {"no comma", "2026-09-16T14:00-04:00 120", "line 1"},
      {"no zone", "2026-09-16T14:00,120", "line 1"},
      {"no such day", "\n2026-02-30T14:00Z,120", "line 2"},
      {"minutes not a number", "2026-09-16T14:00Z,many", "line 1"},
      {"minutes and more", "2026-09-16T14:00Z,120 min", "line 1"},
      {"no minutes at all", "2026-09-16T14:00Z,0", "line 1"},
      {"minutes negative", "2026-09-16T14:00Z,-5", "line 1"},
      {"minutes infinite", "2026-09-16T14:00Z,inf", "line 1"},
      {"twice, though written otherwise", "2026-09-16T14:00-04:00,1\n2026-09-16T18:00Z,2",
       "line 2: 2026-09-16T18:00:00Z"},
  };
  for (const Row& row : rows) {
    const auto events = parse_clock_events(row.text);
    ASSERT_FALSE(events) << row.why;
    EXPECT_NE(events.error().find(row.says), std::string::npos) << row.why << ": " << events.error();
    EXPECT_EQ(events.error().find('\n'), std::string::npos) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::market
