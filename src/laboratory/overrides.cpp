#include "laboratory/overrides.h"

#include <cmath>

namespace gammafield::laboratory {

std::optional<Sides> parse_sides(std::string_view text) {
  if (text == "as_is") return Sides::as_is;
  if (text == "short") return Sides::short_options;
  if (text == "long") return Sides::long_options;
  if (text == "mirrored") return Sides::mirrored;
  return std::nullopt;
}

void apply(const Overrides& overrides, ScenarioPlan& plan) {
  if (overrides.spot) plan.spot = overrides.spot;
  if (overrides.minutes) plan.minutes = overrides.minutes;
  if (overrides.noise) plan.scenario.noise.volatility = *overrides.noise;
  hedging::Impact& impact = plan.scenario.impact;
  impact.permanent = hedging::PerUsd{impact.permanent.value() * overrides.impact_scale};
  impact.transient = hedging::PerUsd{impact.transient.value() * overrides.impact_scale};
  for (DealerPlan& each : plan.dealers) {
    if (overrides.policy) each.choice = *overrides.policy;
    if (overrides.lag) each.dealer.lag = *overrides.lag;
  }
}

void apply(Sides sides, hedging::Scenario& scenario) {
  for (hedging::Dealer& dealer : scenario.dealers) {
    if (sides == Sides::mirrored) dealer.book = mirrored(std::move(dealer.book));
    if (sides != Sides::short_options && sides != Sides::long_options) continue;
    const double sign = sides == Sides::long_options ? 1 : -1;
    for (hedging::Position& position : dealer.book.positions)
      position.shares = market::Shares{sign * std::abs(position.shares.value())};
  }
}

}  // namespace gammafield::laboratory
