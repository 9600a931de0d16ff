#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
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
  std::size_t vanna_charm_max = 10'000;  ///< with more points these are left out: they cost the greeks at each
};

/// Why a profile has no vanna and no charm.
enum class NoVannaCharm : std::uint8_t {
  sticky_strike_only,  ///< they are told of volatilities that stay, and these move
  too_many_points,
};
[[nodiscard]] std::string_view to_string(NoVannaCharm);

struct ProfileNode {
  market::Spot spot;
  market::UsdPerPercent net_gex;
  /// Dollars of the dealers' delta, a vol point up; a calendar day on. Every contract keeps its volatility.
  std::optional<market::UsdPerVolPoint> net_vanna;
  std::optional<market::UsdPerDay> net_charm;
};

struct Profile {
  exposure::SmileDynamics dynamics;
  std::optional<market::Instant> settled_by;
  std::vector<ProfileNode> nodes;                   ///< ascending by spot
  std::vector<levels::FlipRoot> roots;              ///< of net GEX, within flip.domain
  std::optional<NoVannaCharm> no_vanna_charm = {};  ///< none: each node has both
};

[[nodiscard]] Profile profile(const Analysis&, const ProfileRequest&);

}  // namespace gammafield::engine
