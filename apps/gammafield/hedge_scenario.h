#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "base/refusal.h"
#include "base/result.h"
#include "hedging/scenario.h"
#include "laboratory/overrides.h"
#include "laboratory/scenario_plan.h"

namespace gammafield::app {

/// A scenario of the library or of a file, and what is tried with it, as typed.
struct LaboratoryOptions {
  std::string scenario;
  std::string sides = "as_is", policy;
  int lag = -1;
  double spot = 0, minutes = 0, volatility_pct = -1, impact_scale = 1;
};

void add_scenario_options(CLI::App&, LaboratoryOptions&);

/// As written down, with what is tried but for the sides.
[[nodiscard]] base::Result<laboratory::ScenarioPlan, base::Refusal> plan_of(const LaboratoryOptions&);
[[nodiscard]] laboratory::Sides sides_of(const LaboratoryOptions&);

/// The scenario to run. Files that it names are looked for beside it.
[[nodiscard]] base::Result<hedging::Scenario, base::Refusal> scenario_of(const LaboratoryOptions&);

}  // namespace gammafield::app
