#include "laboratory/run_theory.h"

#include <algorithm>
#include <cmath>

#include "hedging/theory.h"

namespace gammafield::laboratory {

StepTheory step_theory(const hedging::Scenario& scenario, double c) {
  const auto all_lag = [&](unsigned steps) {
    return std::ranges::all_of(scenario.dealers, [&](const hedging::Dealer& each) {
      return each.lag == steps && std::holds_alternative<hedging::policy::Continuous>(each.policy);
    });
  };
  if (all_lag(0) && c > -1) return {hedging::effective_volatility_ratio(c), 0};
  if (all_lag(1) && std::abs(c) < 1) return {1 / std::sqrt(1 - c * c), -c};
  return {};
}

std::optional<double> pin_theory(const hedging::Scenario& scenario) {
  if (!scenario.pin) return std::nullopt;
  double shares = 0;
  bool there = false;
  for (const hedging::Dealer& dealer : scenario.dealers) {
    for (const hedging::Position& position : dealer.book.positions) {
      if (position.strike != scenario.pin->strike) continue;
      if (dealer.book.expiries[position.expiry].settles != scenario.minutes) continue;
      shares += position.shares.value();
      there = true;
    }
  }
  if (!there || scenario.noise.volatility.value() <= 0) return std::nullopt;
  const hedging::PerUsd impact{scenario.impact.permanent.value() + scenario.impact.transient.value()};
  return hedging::pin_probability(scenario.spot, scenario.pin->strike, market::Shares{shares}, impact,
                                  scenario.noise.volatility, hedging::years_of(scenario.minutes));
}

}  // namespace gammafield::laboratory
