#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/analysis.h"
#include "levels/flip.h"
#include "market/date.h"
#include "market/units.h"

namespace gammafield::engine {

/// The book with spot elsewhere, under the settings' smile dynamics (docs/methods.md 1.4.5).
struct ProfileRequest {
  double range = 0.1;                              ///< either side of spot, of spot; 0 < range < 1
  std::size_t points = 41;                         ///< >= 2, evenly spaced in dollars
  std::optional<market::Instant> settled_by = {};  ///< without what has settled by then, all else as it is; none: whole
};

struct ProfileNode {
  market::Spot spot;
  market::UsdPerPercent net_gex;
  /// Dollars of the dealers' delta, a vol point up; a calendar day on. Every contract keeps its volatility: none under
  /// other dynamics.
  std::optional<market::UsdPerVolPoint> net_vanna;
  std::optional<market::UsdPerDay> net_charm;
};

struct Profile {
  exposure::SmileDynamics dynamics;
  std::optional<market::Instant> settled_by;
  std::vector<ProfileNode> nodes;       ///< ascending by spot
  std::vector<levels::FlipRoot> roots;  ///< of net GEX, within flip.domain
};

[[nodiscard]] Profile profile(const Analysis&, const ProfileRequest&);

}  // namespace gammafield::engine
