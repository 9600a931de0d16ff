#include "simulate/listing.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <tuple>

#include "market/expiry_class.h"

namespace gammafield::simulate {
namespace {

using namespace std::chrono;
using market::Calendar;
using market::Date;
using market::ExpiryClass;
using market::Settlement;

constexpr days daily_listed_for{42};
constexpr int pm_monthlies = 5, month_ends = 6, quarter_ends = 4, am_monthlies = 14, leaps_years = 5;

year_month months_on(Date day, int count) { return day.year() / day.month() + months{count}; }

Date month_end(year_month month, const Calendar& calendar) {
  return calendar.trading_day_on_or_before(month / std::chrono::last);
}

bool ends_a_quarter(year_month month) { return static_cast<unsigned>(month.month()) % 3 == 0; }

std::set<Date> pm_dates(Date today, const Calendar& calendar) {
  std::set<Date> dates;
  for (Date day = today; sys_days{day} - sys_days{today} <= daily_listed_for; day = sys_days{day} + days{1}) {
    if (calendar.is_trading_day(day)) dates.insert(day);
  }
  for (int i = 0; i < pm_monthlies; ++i) dates.insert(calendar.monthly_expiry(months_on(today, i)));
  for (int i = 0; i < 3 * quarter_ends; ++i) {
    const year_month month = months_on(today, i);
    if (i < month_ends || ends_a_quarter(month)) dates.insert(month_end(month, calendar));
  }
  return dates;
}

std::set<Date> am_dates(Date today, const Calendar& calendar) {
  std::set<Date> dates;
  for (int i = 0; i < am_monthlies; ++i) dates.insert(calendar.monthly_expiry(months_on(today, i)));
  for (int i = 1; i <= leaps_years; ++i) dates.insert(calendar.monthly_expiry((today.year() + years{i}) / December));
  dates.insert(calendar.monthly_expiry((today.year() + years{2}) / June));
  return dates;
}

/// ACT/365 to the minute, docs/methods.md 2.2.

/// How soon a short chain wants this class; less is sooner.
double reluctance(const SimulatedExpiry& expiry) {
  switch (expiry.expiry_class) {
    case ExpiryClass::zero_dte: return 0.5;
    case ExpiryClass::monthly_opex:
    case ExpiryClass::quarterly_opex: return expiry.settlement == Settlement::am ? 1.0 : 1.2;
    case ExpiryClass::month_end: return 2.2;
    case ExpiryClass::quarter_end: return 2.8;
    case ExpiryClass::weekly_fri: return 2.5;
    default: return 2.0;  // Mondays to Thursdays, each its own class
  }
}

std::tuple<ExpiryClass, Settlement> kind(const SimulatedExpiry& expiry) {
  return {expiry.expiry_class, expiry.settlement};
}

}  // namespace

market::Years years_between(market::Instant from, market::Instant to) {
  constexpr double minutes_a_year = 525'600;
  return market::Years{duration<double, minutes::period>{to - from}.count() / minutes_a_year};
}

std::vector<SimulatedExpiry> listed_expiries(market::Instant as_of, const IndexRoots& roots, const Calendar& calendar) {
  const Date today = market::to_new_york(as_of).date;
  std::vector<SimulatedExpiry> listed;
  const auto list = [&](const std::string& root, Settlement settlement, const std::set<Date>& dates) {
    for (const Date date : dates) {
      const market::Instant settles_at = calendar.settles_at(date, settlement);
      if (settles_at <= as_of) continue;
      listed.push_back({.root = root,
                        .date = date,
                        .settlement = settlement,
                        .settles_at = settles_at,
                        .expiry_class = market::expiry_class(date, settlement, today, calendar),
                        .years = years_between(as_of, settles_at)});
    }
  };
  list(roots.monthly, Settlement::am, am_dates(today, calendar));
  list(roots.weekly, Settlement::pm, pm_dates(today, calendar));
  std::ranges::sort(listed, {}, [](const auto& expiry) { return std::tie(expiry.settles_at, expiry.root); });
  return listed;
}

std::vector<SimulatedExpiry> most_important(std::vector<SimulatedExpiry> expiries, std::size_t count) {
  std::map<std::tuple<ExpiryClass, Settlement>, int> nearer;
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t i = 0; i < expiries.size(); ++i) {
    ranked.emplace_back(reluctance(expiries[i]) * ++nearer[kind(expiries[i])], i);
  }
  std::ranges::sort(ranked);
  ranked.resize(std::min(count, ranked.size()));
  std::ranges::sort(ranked, {}, [](const auto& rank) { return rank.second; });
  std::vector<SimulatedExpiry> kept;
  for (const auto& [rank, i] : ranked) kept.push_back(std::move(expiries[i]));
  return kept;
}

}  // namespace gammafield::simulate
