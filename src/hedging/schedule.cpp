#include "hedging/schedule.h"

#include <algorithm>
#include <cmath>

namespace gammafield::hedging {
namespace {

/// From the open until this minute.
double u_shaped_until(double minute) {
  constexpr double bend = 1.2;
  const double x = 2 * minute / minutes_a_session - 1;
  return (1 - bend / 3) * (minute / minutes_a_session) + bend * (x * x * x + 1) / 6;
}

/// Factors of the last shift at or before this minute.
VolShift shift_at(const Scenario& scenario, double minute) {
  VolShift now{Minutes{0}};
  for (const auto& shift : scenario.shifts)
    if (shift.at.value() <= minute) now = shift;
  return now;
}

double scheduled(const Scenario& scenario, double from, double to) {
  double dollars = 0;
  for (const auto& flow : scenario.flows) {
    const double common = std::min(to, flow.to.value()) - std::max(from, flow.from.value());
    if (common > 0) dollars += flow.total.value() * common / (flow.to.value() - flow.from.value());
  }
  return dollars;
}

Conditions conditions(const Scenario& scenario, double from, double to) {
  Conditions now{.from = from, .to = to};
  now.session_minute = std::fmod(scenario.starts.value() + from, minutes_a_session);
  const double share = variance_share(scenario.noise.u_shaped, now.session_minute, now.session_minute + to - from);
  const double sigma = scenario.noise.volatility.value(), dt = years_of(Minutes{to - from}).value();
  const auto shift = shift_at(scenario, from);
  const auto regime = scenario.regime.value_or(Regime{});
  const std::array<double, 2> factor = {shift.noise_factor, shift.noise_factor * regime.noise_factor};
  for (std::size_t stressed = 0; stressed < 2; ++stressed) {
    now.noise_sd[stressed] = sigma * factor[stressed] * std::sqrt(share / sessions_a_year);
    now.noise_mean[stressed] = scenario.noise.drift.value() * dt - now.noise_sd[stressed] * now.noise_sd[stressed] / 2;
    now.shift[stressed] = 0.01 * (shift.marks.value() + (stressed == 1 ? regime.marks.value() : 0));
    now.band_factor[stressed] = shift.band_factor * (stressed == 1 ? regime.band_factor : 1);
  }
  now.scheduled_flow = scheduled(scenario, from, to);
  return now;
}

}  // namespace

double variance_share(bool u_shaped, double from_minute, double to_minute) {
  return u_shaped ? u_shaped_until(to_minute) - u_shaped_until(from_minute)
                  : (to_minute - from_minute) / minutes_a_session;
}

std::vector<Conditions> schedule(const Scenario& scenario) {
  std::vector<Conditions> all;
  const double step = scenario.step.value();
  for (std::size_t i = 0; i < steps(scenario); ++i) {
    all.push_back(conditions(scenario, static_cast<double>(i) * step, static_cast<double>(i + 1) * step));
    all.back().shifted = i > 0 && all.back().shift != all[i - 1].shift;
  }
  return all;
}

}  // namespace gammafield::hedging
