#include "market/us_holidays.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

namespace gammafield::market {
namespace {

using namespace std::chrono;

/// Golden from the exchange-calendars project (tools/make_calendar_golden.py): `2026-11-27,13:00`.
std::map<Date, std::string> golden_days() {
  std::ifstream file{GAMMAFIELD_TESTDATA "/market/calendar_golden.csv"};
  std::map<Date, std::string> days;
  std::string line;
  std::getline(file, line);  // the heading
  while (std::getline(file, line)) {
    const auto date = parse_date(line.substr(0, 10));
    if (!date) ADD_FAILURE() << line;
    if (date) days.emplace(*date, line.substr(11));
  }
  return days;
}

DayKind golden_kind(const std::map<Date, std::string>& golden, sys_days day) {
  if (weekday{day} == Saturday || weekday{day} == Sunday) return DayKind::closed;
  const auto found = golden.find(day);
  if (found == golden.end() || found->second == "14:00")
    return DayKind::open;  // a close of 1990 to 1992: see the header
  return found->second == "13:00" ? DayKind::half : DayKind::closed;
}

TEST(UsHolidays, AgreeWithExchangeCalendarsOnEveryDay) {
  const auto golden = golden_days();
  ASSERT_GT(golden.size(), 500u);
  for (sys_days day = 1990y / January / 1; day <= sys_days{2035y / December / 31}; day += days{1}) {
    EXPECT_EQ(us_day_kind(day), golden_kind(golden, day)) << to_string(Date{day});
  }
}

TEST(UsHolidays, FollowTheirRules) {
  struct Row {
    std::string_view why;
    Date date;
    DayKind kind;
  };
  using enum DayKind;
  const Row rows[] = {
      {"New Year on a Saturday is not moved", 2021y / December / 31, open},
      {"New Year on a Sunday is moved", 2023y / January / 2, closed},
      {"Martin Luther King from 1998", 1998y / January / 19, closed},
      {"and not before", 1997y / January / 20, open},
      {"Good Friday", 2025y / April / 18, closed},
      {"the earliest Good Friday of the century so far", 2008y / March / 21, closed},
      {"Juneteenth from 2022, moved from a Sunday", 2022y / June / 20, closed},
      {"Juneteenth was no holiday in 2021", 2021y / June / 18, open},
      {"Juneteenth moved from a Saturday", 2027y / June / 18, closed},
      {"Independence Day moved from a Saturday: closed, not half", 2026y / July / 3, closed},
      {"3 July before a Friday", 2025y / July / 3, half},
      {"3 July before a Sunday is nothing", 2027y / July / 2, open},
      {"the Friday after a Thursday holiday until 2012", 2002y / July / 5, half},
      {"and no more since 2013", 2013y / July / 5, open},
      {"but the Wednesday before it", 2013y / July / 3, half},
      {"Thanksgiving", 2026y / November / 26, closed},
      {"the Friday after it", 2026y / November / 27, half},
      {"Christmas Eve", 2026y / December / 24, half},
      {"Christmas Eve on a Friday is Christmas observed", 2027y / December / 24, closed},
      {"a day of mourning", 2025y / January / 9, closed},
      {"the attacks of 2001", 2001y / September / 14, closed},
      {"the Monday after them", 2001y / September / 17, open},
      {"the hurricane of 2012", 2012y / October / 30, closed},
      {"the last session of 1999", 1999y / December / 31, half},
      {"a Saturday", 2026y / August / 22, closed},
      {"a plain Tuesday", 2026y / August / 18, open},
      {"Good Friday of 2099, from the ecclesiastical tables", 2099y / April / 10, closed},
  };
  for (const Row& row : rows) EXPECT_EQ(us_day_kind(row.date), row.kind) << row.why;
}

}  // namespace
}  // namespace gammafield::market
