#pragma once

#include "laboratory/scenario_plan.h"
#include "toml_file/toml_table.h"

namespace gammafield::laboratory {

/// `[dealer.book]`: a chain of a file, or a made-up one by seed.
[[nodiscard]] ChainBook read_chain_book(toml_file::TomlTable&);

}  // namespace gammafield::laboratory
