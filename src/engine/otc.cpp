#include "engine/otc.h"

#include <cassert>

namespace gammafield::engine {

std::optional<OtcEffect> otc_effect(market::UsdPerPercent listed_net, const OtcScenario& otc) {
  assert(otc.visible_share > 0 && otc.visible_share <= 1);
  if (otc.visible_share == 1) return std::nullopt;
  const double multiple = (1 - otc.visible_share) / otc.visible_share;
  const double factor = 1 + multiple * otc.rho;
  return OtcEffect{.multiple = multiple,
                   .critical_rho = -1 / multiple,
                   .net = market::UsdPerPercent{listed_net.value() * factor},
                   .sign_changes = factor < 0};
}

}  // namespace gammafield::engine
