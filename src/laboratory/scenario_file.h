#pragma once

#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "laboratory/scenario_plan.h"

namespace gammafield::laboratory {

/// SCENARIO.toml, every key of which is known (docs/hedging.md). Refuses (usage) in one line, with the file's name, the
/// line, the table and what to write: `my.toml: line 7: [[dealer]] "MM": lag_steps = a whole number from 0 to 100`.
[[nodiscard]] base::Result<ScenarioPlan, base::Refusal> read_scenario(std::string_view text, std::string_view name);

}  // namespace gammafield::laboratory
