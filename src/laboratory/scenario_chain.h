#pragma once

#include <functional>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "hedging/scenario.h"
#include "laboratory/overrides.h"
#include "laboratory/scenario_plan.h"

namespace gammafield::laboratory {

/// The bytes of a file that a scenario names, as it names it.
using ReadFile = std::function<base::Result<std::string, base::Refusal>(const std::string& path)>;

/// The scenario to run: chains are read and analysed as by `gammafield levels`, their holdings become books, their Call
/// Wall, Put Wall and Gamma Flip levels to watch. Where the file leaves them open, spot is the first chain's, the run
/// starts at its minute of the session, and it lasts until that session's close. `Sides` come last. Refuses what
/// hedging::refused() does.
[[nodiscard]] base::Result<hedging::Scenario, base::Refusal> scenario_of(ScenarioPlan, Sides, const ReadFile&);

}  // namespace gammafield::laboratory
