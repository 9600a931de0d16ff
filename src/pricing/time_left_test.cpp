#include "pricing/time_left.h"

#include <gtest/gtest.h>

#include <string_view>

#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using std::chrono::February;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr double minute = 1 / 525'600.0;

market::Expiry expiry_of(const std::string& root, market::Date date) {
  return TestingChain().add(root, date).chain().expiries.front();
}

market::Instant new_york(market::Date date, std::chrono::seconds time) { return market::from_new_york(date, time); }

TEST(TimeLeft, CountsMinutesToTheSettlementInstant) {
  struct Row {
    std::string_view why;
    std::string root;
    market::Date date;
    market::Instant now;
    double minutes;
    bool expiring;
  };
  const market::Date saturday = year(2022) / February / 5, friday = year(2022) / February / 18;
  const Row rows[] = {
      {"PM: until 16:00", "SPXW", tuesday, new_york(tuesday, hours(12)), 240, false},
      {"AM: until 9:30", "SPX", friday, new_york(friday, hours(9)), 30, false},
      {"AM has settled at noon", "SPX", friday, new_york(friday, hours(12)), 0, false},
      {"an hour is an hour over a weekend", "SPXW", friday, new_york(saturday, hours(16)), 13 * 24 * 60.0, false},
      {"the instant itself: settled", "SPXW", tuesday, new_york(tuesday, hours(16)), 0, false},
      {"ten seconds: one minute, and flagged", "SPXW", tuesday, new_york(tuesday, hours(16) - seconds(10)), 1, true},
      {"a minute exactly is no exception", "SPXW", tuesday, new_york(tuesday, hours(16) - minutes(1)), 1, false},
      {"the day after", "SPXW", tuesday, new_york(year(2026) / August / 19, hours(1)), 0, false},
  };
  for (const Row& row : rows) {
    const TimeLeft time = time_left(expiry_of(row.root, row.date), row.now, Clock::act365_minutes);
    EXPECT_NEAR(time.years, row.minutes * minute, 1e-12) << row.why;
    EXPECT_EQ(time.expiring, row.expiring) << row.why;
  }
}

TEST(TimeLeft, OfThePublicMethodCountsWeekdaysOver262) {
  struct Row {
    std::string_view why;
    market::Date date;
    market::Date today;
    double days;
  };
  const Row rows[] = {
      {"today counts as one", tuesday, tuesday, 1},
      {"tomorrow: today is counted, the expiry is not", year(2026) / August / 19, tuesday, 1},
      {"Friday from Tuesday", year(2026) / August / 21, tuesday, 3},
      {"next Tuesday: a week has five", year(2026) / August / 25, tuesday, 5},
      {"from Saturday to the Friday after: Monday to Thursday", year(2022) / February / 11, year(2022) / February / 5,
       4},
      {"from Saturday to Monday: none, so one", year(2022) / February / 7, year(2022) / February / 5, 1},
      {"holidays are counted: Labor Day week", year(2026) / September / 8, year(2026) / September / 4, 2},
      {"a year has 261 weekdays or so", year(2027) / August / 18, tuesday, 261},
      {"yesterday has settled", year(2026) / August / 17, tuesday, 0},
  };
  for (const Row& row : rows) {
    const TimeLeft time = time_left(expiry_of("SPXW", row.date), new_york(row.today, hours(20)), Clock::bus262);
    EXPECT_NEAR(time.years * 262, row.days, 1e-9) << row.why;
    EXPECT_FALSE(time.expiring) << row.why;
  }
}

TEST(TimeLeft, OfThePublicMethodLooksAtTheNewYorkDate) {
  const market::Instant late = new_york(tuesday, hours(23));  // already Wednesday in UTC
  EXPECT_NEAR(time_left(expiry_of("SPXW", year(2026) / August / 21), late, Clock::bus262).years * 262, 3, 1e-9);
}

}  // namespace
}  // namespace gammafield::pricing
