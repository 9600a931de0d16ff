#include "strategies/view.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>

namespace gammafield::strategies {

bool View::closing() const { return now() + tape_.symbol().bar >= tape_.day(at_.day).close; }

const DayLevels* View::earlier(std::size_t sessions) const {
  if (sessions > at_.day) return nullptr;
  for (std::size_t i = at_.day; i > at_.day - sessions; --i) {
    if (tape_.calendar().previous_trading_day(tape_.day(i).session) != tape_.day(i - 1).session) return nullptr;
  }
  return &tape_.levels(at_.day - sessions);
}

const DayLevels& View::levels_at(Place at) const {
  assert(at <= at_);
  return tape_.levels(at.day);
}

const DayInputs& View::inputs_at(Place at) const {
  assert(at <= at_);
  return tape_.inputs(at.day);
}

market::Instant View::time_of(Place at) const {
  assert(at <= at_);
  return tape_.time(at);
}

double View::above(double level) const { return std::log(price() / level) / levels().move; }

levels::RegimeLabel View::regime(double theta) const {
  exposure::Totals totals;
  totals.net_gex = tape_.day(at_.day).sheet.net_gex;
  totals.gross_gex = tape_.day(at_.day).sheet.gross_gex;
  levels::RegimeSettings settings;
  settings.theta = theta;
  return levels::regime(totals, market::Spot{price()}, {}, std::nullopt, settings).label;
}

bool View::broken(levels::Side side, market::Instant since) const {
  return std::ranges::any_of(tape_.breaks(at_.day, side), [&](auto at) { return at >= since && at <= now(); });
}

int View::sessions_to(market::Date date) const {
  const auto& calendar = tape_.calendar();
  auto day = tape_.day(at_.day).session;
  if (date < day) return -1;
  int count = 0;
  for (; day < date; day = calendar.next_trading_day(day)) ++count;
  return count;
}

int View::days_to(market::Date date) const {
  const auto days = std::chrono::sys_days{date} - std::chrono::sys_days{tape_.day(at_.day).session};
  return static_cast<int>(days.count());
}

std::optional<double> View::value(const std::vector<Leg>& legs) const { return value_of(legs, tape_, at_); }

std::optional<double> View::value(const std::vector<Leg>& legs, Place at) const {
  assert(at <= at_);
  return value_of(legs, tape_, at);
}

}  // namespace gammafield::strategies
