#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis.h"
#include "market/units.h"

namespace gammafield::exports {

/// One named level as every output lists it: what it is called, where, how strong, and, where there is none, why.
struct Rung {
  std::string key;                             ///< `call_wall`
  std::string name;                            ///< `Call Wall`
  std::optional<double> price = std::nullopt;  ///< none: see reason
  std::optional<double> high = std::nullopt;   ///< the other end, of a zone
  std::optional<market::UsdPerPercent> exposure = std::nullopt;
  std::optional<levels::MechanicalEffect> effect = std::nullopt;
  std::string remark = {};  ///< the reason when there is no level
};

/// Every level of the Report, in the order of importance: walls and flip first. Spot is not among them.
[[nodiscard]] std::vector<Rung> ladder(const engine::Report&);

}  // namespace gammafield::exports
