#include "pricing/time_left.h"

#include <algorithm>
#include <chrono>

#include "market/date.h"

namespace gammafield::pricing {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr double shortest = 60;                         // seconds
constexpr double session_minute = 1 / (251.0 * 487.5);  // of a typical year; docs/methods.md 2.3
constexpr double business_days_a_year = 262;            // of the published method; weekdays, holidays included

TimeLeft by_minutes(market::Instant settles_at, market::Instant as_of) {
  const auto seconds = static_cast<double>((settles_at - as_of).count());
  if (seconds <= 0) return {};
  return {std::max(seconds, shortest) / seconds_a_year, seconds < shortest};
}

/// Weekdays of [from, to); whole weeks at once.
long weekdays_between(sys_days from, sys_days to) {
  long count = (to - from).count() / 7 * 5;
  for (sys_days day = from + days((to - from).count() / 7 * 7); day < to; day += days(1))
    if (std::chrono::weekday(day).iso_encoding() <= 5) ++count;
  return count;
}

TimeLeft by_business_days(const market::Expiry& listed, market::Instant as_of) {
  const auto to_local = market::rules_of(listed.exchange).to_local;
  const sys_days today(to_local(as_of).date), last(listed.date);
  if (last < today) return {};
  return {static_cast<double>(std::max(weekdays_between(today, last), 1L)) / business_days_a_year, false};
}

}  // namespace

TimeLeft time_left(const market::Expiry& expiry, market::Instant as_of, const market::BusinessTime& clock) {
  const market::Instant end = expiry.settles_at;
  if (end <= as_of) return {};
  const bool expiring = static_cast<double>((end - as_of).count()) < shortest;
  return {std::max(clock.years_between(as_of, end), session_minute), expiring};
}

market::BusinessTime business_time_of(const market::ChainSnapshot& chain, const PricingSettings& settings) {
  const market::Calendar& calendar = *chain.calendar;
  const market::Date today = calendar.local(chain.as_of).date;
  market::Instant last = calendar.session_close(calendar.next_trading_day(today));
  for (const market::Expiry& expiry : chain.expiries) last = std::max(last, expiry.settles_at);
  return {calendar, settings.clock_events, chain.as_of, last};
}

TimeLeft time_left(const market::Expiry& expiry, market::Instant as_of, Clock clock) {
  return clock == Clock::bus262 ? by_business_days(expiry, as_of) : by_minutes(expiry.settles_at, as_of);
}

TimeLeft time_left(const PricedChain& priced, std::size_t expiry, market::Instant at) {
  const PricedExpiry& now = priced.expiries[expiry];
  if (at == priced.chain->as_of || !(now.years > 0)) return {now.years, now.expiring};
  const market::Expiry& listed = priced.chain->expiries[expiry];
  return priced.business_time ? time_left(listed, at, *priced.business_time)
                              : time_left(listed, at, priced.settings.clock);
}

}  // namespace gammafield::pricing
