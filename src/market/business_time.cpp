#include "market/business_time.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr double closed_share = 0.2;  // of a trading day's variance; docs/methods.md 2.3

/// What the time between two sessions weighs, in minutes of session.
double closed_minutes(const ExchangeRules& rules) {
  if (rules.never_closes) return 0;
  const double session_minutes = duration<double, std::ratio<60>>(rules.closes - rules.opens).count();
  return session_minutes * closed_share / (1 - closed_share);
}

Instant new_year(const Calendar& calendar, int year_number) {
  return calendar.instant(Date{year{year_number}, January, day{1}}, seconds{0});
}

int year_of(const Calendar& calendar, Instant instant) { return int{calendar.local(instant).date.year()}; }

double minutes_between(Instant from, Instant to) { return duration<double, std::ratio<60>>(to - from).count(); }

}  // namespace

/// Minutes of variance at every open and close from the session before the first year to the one after the last.
std::vector<BusinessTime::Mark> BusinessTime::weights(const Calendar& calendar, int first_year, int last_year) {
  const sys_days end{year{last_year + 1} / January / 1};
  const double closed = closed_minutes(calendar.rules());
  Date today = calendar.previous_trading_day(year{first_year} / January / 1);
  std::vector<Mark> marks{{calendar.session_close(today), 0}};
  while (sys_days{today} < end) {
    today = calendar.next_trading_day(today);
    const Instant open = calendar.session_open(today), close = calendar.session_close(today);
    marks.push_back({open, marks.back().value + closed});
    marks.push_back({close, marks.back().value + minutes_between(open, close)});
  }
  return marks;
}

double BusinessTime::value_at(std::span<const Mark> marks, Instant instant) {
  const auto after = std::ranges::upper_bound(marks, instant, {}, &Mark::at);
  if (after == marks.begin()) return marks.front().value;
  if (after == marks.end()) return marks.back().value;
  const Mark& before = *(after - 1);
  return std::lerp(before.value, after->value,
                   minutes_between(before.at, instant) / minutes_between(before.at, after->at));
}

BusinessTime::BusinessTime(const Calendar& calendar, std::span<const ClockEvent> events, Instant first, Instant last) {
  assert(first <= last);
  const int first_year = year_of(calendar, first), last_year = year_of(calendar, last);
  const std::vector<Mark> weight = weights(calendar, first_year, last_year);
  for (int number = first_year; number <= last_year; ++number) {
    const Instant begin = new_year(calendar, number), end = new_year(calendar, number + 1);
    const double begin_weight = value_at(weight, begin), year_weight = value_at(weight, end) - begin_weight;
    const double years = number - first_year;
    marks_.push_back({begin, years});
    for (const Mark& mark : weight)
      if (mark.at > begin && mark.at < end)
        marks_.push_back({mark.at, years + (mark.value - begin_weight) / year_weight});
    for (const ClockEvent& event : events)
      if (event.at >= begin && event.at < end) bumps_.push_back({event.at, event.minutes / year_weight});
  }
  marks_.push_back({new_year(calendar, last_year + 1), last_year - first_year + 1.0});
}

double BusinessTime::years_between(Instant from, Instant to) const {
  assert(from <= to);
  double years = value_at(marks_, to) - value_at(marks_, from);
  for (const Bump& bump : bumps_)
    if (bump.at > from && bump.at <= to) years += bump.years;
  return years;
}

Instant BusinessTime::after(Instant from, double years) const {
  Instant before = from, at = marks_.back().at;
  if (!(years > 0)) return from;
  while (at - before > seconds{1}) {
    const Instant middle = before + (at - before) / 2;
    (years_between(from, middle) >= years ? at : before) = middle;
  }
  return at;
}

}  // namespace gammafield::market
