#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hedging/monte_carlo.h"
#include "hedging/scenario.h"
#include "statistics/estimate.h"

namespace gammafield::laboratory {

/// One figure that hedging may have changed.
struct ForestRow {
  std::string name;
  std::optional<statistics::Estimate> change;  ///< none: `text` says why
  std::string text;                            ///< the change with its interval
  std::string from_to = {};                    ///< without dealers, and with them
  std::optional<double> theory = {};           ///< of `change`, where it is known in closed form
};

/// Figures of one unit, on one scale about what no effect would be.
struct ForestGroup {
  std::string name;  ///< with the unit
  double no_effect = 0;
  std::vector<ForestRow> rows;
  std::string (*tick)(double) = nullptr;
};

[[nodiscard]] std::vector<ForestGroup> forest_of(const hedging::Scenario&, const hedging::Outcome&);

}  // namespace gammafield::laboratory
