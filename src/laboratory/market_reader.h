#pragma once

#include "hedging/scenario.h"
#include "toml_file/toml_table.h"

namespace gammafield::laboratory {

/// `[noise]`, `[impact]`, `[regime]`, `[[shift]]`, `[momentum]`, `[fundamental]`, `[[flow]]` and `[noise_flow]`: what
/// moves the price beside dealers, and how far trades do.
void read_market(toml_file::TomlTable&, hedging::Scenario&);

}  // namespace gammafield::laboratory
