#pragma once

#include <optional>

#include "hedging/scenario.h"

/// What is known in closed form of a run, to stand beside what it came to.
namespace gammafield::laboratory {

/// Of step returns where all dealers hedge at every step and lag alike: with none 1 / (1 + c) and no autocorrelation;
/// with one step r_t = e_t - c r_{t-1}, so 1 / sqrt(1 - c^2) and -c (docs/methods.md 5.3). Exact for permanent impact
/// and a gamma that stays what it is.
struct StepTheory {
  std::optional<double> volatility_ratio, autocorrelation;
};
[[nodiscard]] StepTheory step_theory(const hedging::Scenario&, double c);

/// The share of paths that end at the scenario's pin by Avellaneda and Lipkin (docs/methods.md 5.1), of all dealers'
/// options of that strike that settle with the run; none without a pin or such options.
[[nodiscard]] std::optional<double> pin_theory(const hedging::Scenario&);

}  // namespace gammafield::laboratory
