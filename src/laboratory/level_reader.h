#pragma once

#include "laboratory/scenario_plan.h"
#include "toml_file/toml_table.h"

namespace gammafield::laboratory {

/// `[[level]]`, `[race]` and `[pin]`: what is watched.
void read_levels(toml_file::TomlTable&, ScenarioPlan&);

}  // namespace gammafield::laboratory
