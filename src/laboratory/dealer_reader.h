#pragma once

#include <vector>

#include "laboratory/scenario_plan.h"
#include "toml_file/toml_table.h"

namespace gammafield::laboratory {

/// What a dealer's options take from the file's head.
struct DealerContext {
  hedging::Minutes starts;
  hedging::ContinuousRate rate, dividend;
};

/// Every `[[dealer]]` with its `[[dealer.option]]` and `[dealer.book]`. `to_the_close` is set where an option settles
/// at the close of the session at hand.
[[nodiscard]] std::vector<DealerPlan> read_dealers(toml_file::TomlTable&, const DealerContext&, bool& to_the_close);

}  // namespace gammafield::laboratory
