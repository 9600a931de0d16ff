#pragma once

#include <optional>

#include "market/units.h"

namespace gammafield::engine {

/// What nobody sees: of all options on the underlying only a share is listed, and the rest is held in some way like it.
struct OtcScenario {
  double visible_share = 1;  ///< of all open interest, above 0 to 1; 1: all of it is listed
  double rho = 0;            ///< how far dealers' OTC gamma goes with their listed one, -1 to 1
};

/// Net GEX with what is not listed (docs/methods.md 4.6).
struct OtcEffect {
  double multiple = 0;        ///< OTC over listed, (1 - v)/v
  double critical_rho = 0;    ///< below it the sign is the other one, -1/multiple; under -1: never
  market::UsdPerPercent net;  ///< listed net * (1 + multiple rho)
  bool sign_changes = false;
};

/// None where everything is listed.
[[nodiscard]] std::optional<OtcEffect> otc_effect(market::UsdPerPercent listed_net, const OtcScenario&);

}  // namespace gammafield::engine
