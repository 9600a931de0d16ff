#include "market/us_holidays.h"

#include <algorithm>
#include <array>

namespace gammafield::market {
namespace {

using namespace std::chrono;

// ---- The rules, docs/methods.md 2.4 ---------------------------------------------------------------------------------

/// A holiday on one date each year. On a Sunday it moves to Monday; on a Saturday to Friday, if it moves at all.
struct FixedHoliday {
  month_day day;
  year since;
  bool moves_to_friday;
};
constexpr std::array fixed_holidays{
    FixedHoliday{January / 1, year{1990}, false},  // New Year: a Saturday one would close the old year's last day
    FixedHoliday{June / 19, year{2022}, true},     // Juneteenth
    FixedHoliday{July / 4, year{1990}, true},      // Independence Day
    FixedHoliday{December / 25, year{1990}, true},
};

/// A holiday on the n-th of a weekday; 5 stands for the last.
struct WeekdayHoliday {
  month in;
  weekday on;
  unsigned nth;
  year since;
};
constexpr unsigned last_of_month = 5;
constexpr std::array weekday_holidays{
    WeekdayHoliday{January, Monday, 3, year{1998}},          // Martin Luther King
    WeekdayHoliday{February, Monday, 3, year{1990}},         // Washington
    WeekdayHoliday{May, Monday, last_of_month, year{1990}},  // Memorial Day
    WeekdayHoliday{September, Monday, 1, year{1990}},        // Labor Day
    WeekdayHoliday{November, Thursday, 4, year{1990}},       // Thanksgiving
};
// Good Friday, two days before Easter, is the ninth: is_good_friday below.

constexpr std::array special_closures{
    1994y / April / 27,      // Nixon
    2001y / September / 11,  // the attacks
    2001y / September / 12,  //
    2001y / September / 13,  //
    2001y / September / 14,  //
    2004y / June / 11,       // Reagan
    2007y / January / 2,     // Ford
    2012y / October / 29,    // hurricane Sandy
    2012y / October / 30,    //
    2018y / December / 5,    // Bush the elder
    2025y / January / 9,     // Carter
};

/// Closes at 13:00 when the date falls on this weekday.
struct HalfDay {
  month_day day;
  weekday on;
  year since;
  year until = year::max();
};
constexpr std::array half_days{
    HalfDay{July / 3, Monday, year{1995}},
    HalfDay{July / 3, Tuesday, year{1995}},
    HalfDay{July / 3, Thursday, year{1995}},
    // Independence Day on a Thursday: the Friday after it was short, since 2013 the Wednesday before it is.
    HalfDay{July / 5, Friday, year{1995}, year{2012}},
    HalfDay{July / 3, Wednesday, year{2013}},
    // On a Friday it is Christmas, observed.
    HalfDay{December / 24, Monday, year{1993}},
    HalfDay{December / 24, Tuesday, year{1993}},
    HalfDay{December / 24, Wednesday, year{1993}},
    HalfDay{December / 24, Thursday, year{1993}},
};
constexpr year short_friday_after_thanksgiving_since{1993};

constexpr std::array special_half_days{
    1997y / December / 26,
    1999y / December / 31,
    2003y / December / 26,
};

// ---- Their meaning --------------------------------------------------------------------------------------------------

sys_days observed(FixedHoliday holiday, year y) {
  const sys_days day{y / holiday.day};
  if (weekday{day} == Sunday) return day + days{1};
  if (weekday{day} == Saturday && holiday.moves_to_friday) return day - days{1};
  return day;
}

sys_days observed(WeekdayHoliday holiday, year y) {
  if (holiday.nth == last_of_month) return sys_days{y / holiday.in / holiday.on[last]};
  return sys_days{y / holiday.in / holiday.on[holiday.nth]};
}

/// Easter Sunday, by the Gregorian rule of Meeus/Jones/Butcher (Astronomical Algorithms, chapter 8).
sys_days easter(year y) {
  const int n = static_cast<int>(y);
  const int golden = n % 19;
  const int century = n / 100;
  const int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  const int to_sunday = (32 + 2 * (century % 4) + 2 * (n % 100 / 4) - epact - n % 100 % 4) % 7;
  const int late = (golden + 11 * epact + 22 * to_sunday) / 451;
  const int march_day = epact + to_sunday - 7 * late + 22;
  return sys_days{y / March / 1} + days{march_day - 1};
}

bool is_good_friday(sys_days day, year y) { return day == easter(y) - days{2}; }

bool is_holiday(sys_days day, year y) {
  const auto falls_on_day = [&](auto holiday) { return y >= holiday.since && observed(holiday, y) == day; };
  return std::ranges::any_of(fixed_holidays, falls_on_day) || std::ranges::any_of(weekday_holidays, falls_on_day) ||
         is_good_friday(day, y);
}

bool is_short_friday_after_thanksgiving(sys_days day, year y) {
  return y >= short_friday_after_thanksgiving_since && day == sys_days{y / November / Thursday[4]} + days{1};
}

bool falls_on(const HalfDay& half, Date date) {
  return half.day == month_day{date.month(), date.day()} && half.on == weekday{sys_days{date}} &&
         half.since <= date.year() && date.year() <= half.until;
}

bool is_half_day(Date date) {
  return std::ranges::any_of(half_days, [&](const HalfDay& half) { return falls_on(half, date); }) ||
         is_short_friday_after_thanksgiving(sys_days{date}, date.year()) ||
         std::ranges::find(special_half_days, date) != special_half_days.end();
}

bool is_weekend(sys_days day) { return weekday{day} == Saturday || weekday{day} == Sunday; }

}  // namespace

DayKind us_day_kind(Date date) {
  const sys_days day{date};
  if (is_weekend(day) || is_holiday(day, date.year())) return DayKind::closed;
  if (std::ranges::find(special_closures, date) != special_closures.end()) return DayKind::closed;
  return is_half_day(date) ? DayKind::half : DayKind::open;
}

}  // namespace gammafield::market
