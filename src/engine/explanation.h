#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/analysis.h"
#include "market/units.h"

namespace gammafield::engine {

/// What one contract adds to a level, and what stands in the formula for it: net = dealer_fraction * open_interest *
/// multiplier * gamma * S^2 * 0.01.
struct Contribution {
  std::uint32_t row = 0;  ///< index into ChainSnapshot::rows
  market::UsdPerPercent net, gross;
  market::Contracts open_interest;
  double multiplier = 0;       ///< shares a contract
  double dealer_fraction = 0;  ///< dealers' part of the open interest, -1 short to +1 long
  market::Gamma gamma;         ///< at the spot at which the exposures are taken
  market::ImpliedVol vol;
  double years = 0;  ///< left, by iv_clock
  double share = 0;  ///< of the gross exposure of everything that carries the level
};

/// Where a level comes from: the contracts that carry it, largest first. A strike level (a wall, PIN ...) is carried by
/// the contracts of its strike at today's spot; the flip by the whole book re-priced at the flip.
struct Explanation {
  std::string level;
  market::Spot price;
  market::Spot priced_at;  ///< the spot at which the exposures are taken
  market::UsdPerPercent net{}, gross{};
  std::vector<Contribution> contributions{};
};

/// `level`: call_wall, put_wall, gamma_flip, absolute_gamma, peak_net, trigger, pin, oi_call_wall, oi_put_wall,
/// max_pain, or a strike as a number. Refuses (usage) other names, and (no_usable_data) a level that does not exist,
/// with its reason.
[[nodiscard]] base::Result<Explanation, base::Refusal> explain(const Analysis&, std::string_view level);

}  // namespace gammafield::engine
