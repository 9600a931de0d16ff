#include "laboratory/session_clock.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::laboratory {
namespace {

using hedging::Minutes;
using hedging::minutes_a_session;

constexpr double opens_at = 570;  // minutes of the day: 09:30

std::string time_of_day(double session_minute) {
  const auto seconds = std::lround(60 * (opens_at + session_minute));
  const auto minutes = seconds / 60;
  if (seconds % 60 == 0) return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  return fmt::format("{:02}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60);
}

bool several_sessions(const hedging::Scenario& scenario) {
  return scenario.starts.value() + scenario.minutes.value() > minutes_a_session + 1e-9;
}

std::vector<ClockTick> ticks_of_days(double first, double last, std::size_t at_most) {
  const double sessions = (last - first) / minutes_a_session;
  const double every = std::max(1.0, std::ceil(sessions / static_cast<double>(at_most)));
  std::vector<ClockTick> ticks;
  for (double day = 0; day * minutes_a_session < last; day += every) {
    const double at = day * minutes_a_session;
    if (at >= first) ticks.push_back({Minutes{at - first}, fmt::format("day {:g}", day + 1), day > 0});
  }
  return ticks;
}

/// The shortest round time between ticks that leaves no more than these.
double round_time(double minutes, std::size_t at_most) {
  for (const double step : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0}) {
    if (minutes / step + 1 <= static_cast<double>(at_most)) return step;
  }
  return minutes_a_session;
}

}  // namespace

std::string clock_text(const hedging::Scenario& scenario, Minutes of_the_run) {
  const double at = scenario.starts.value() + of_the_run.value();
  const double day = std::max(0.0, std::ceil(at / minutes_a_session - 1e-9) - 1);
  const auto time = time_of_day(at - day * minutes_a_session);
  return several_sessions(scenario) ? fmt::format("day {:g}, {}", day + 1, time) : time;
}

std::vector<ClockTick> clock_ticks(const hedging::Scenario& scenario, std::size_t at_most) {
  const double first = scenario.starts.value(), last = first + scenario.minutes.value();
  const double step = round_time(scenario.minutes.value(), at_most);
  if (step >= minutes_a_session) return ticks_of_days(first, last, at_most);
  std::vector<ClockTick> ticks;
  const auto add = [&](double at, std::string text, bool opens) {
    ticks.push_back({Minutes{at - first}, std::move(text), opens});
  };
  for (double day = std::floor(first / minutes_a_session); day * minutes_a_session < last; ++day) {
    const double open = day * minutes_a_session;
    if (several_sessions(scenario) && open >= first) add(open, fmt::format("day {:g}", day + 1), day > 0);
    for (double clock = std::ceil(opens_at / step) * step; clock <= opens_at + minutes_a_session; clock += step) {
      const double minute = clock - opens_at, at = open + minute;
      const bool under_the_days_name =
          several_sessions(scenario) && (minute < step / 2 || minute > minutes_a_session - step / 2);
      if (at >= first && at <= last + 1e-9 && !under_the_days_name) add(at, time_of_day(minute), false);
    }
  }
  return ticks;
}

}  // namespace gammafield::laboratory
