#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "exposure/by_strike.h"
#include "exposure/dynamic_book.h"
#include "exposure/repriced_book.h"
#include "levels/flip.h"
#include "levels/no_level.h"
#include "market/units.h"

/// Where exposure gathers beside the walls (docs/methods.md 1.4.7, 1.4.8).
namespace gammafield::levels {

/// The typical distance of neighbouring strikes near spot: the median within 10 % of spot (of two middle ones the
/// smaller, so that it is a distance that occurs); over all strikes when fewer than two lie there.
[[nodiscard]] Level<market::Strike> strike_step(std::span<const exposure::StrikeExposure>, market::Spot);

enum class FocusKind : std::uint8_t { call_dominated, put_dominated, balanced };
[[nodiscard]] std::string_view to_string(FocusKind);

struct FocusLevel {
  market::Strike strike;
  market::UsdPerPercent net;
  FocusKind kind = FocusKind::balanced;
  bool at_pin = false;             ///< within one strike step of PIN
  bool at_absolute_gamma = false;  ///< within one strike step of the absolute-gamma strike
};

/// The levels already named, which focus levels keep away from.
struct NamedLevels {
  std::optional<market::Strike> call_wall, put_wall, pin, absolute_gamma;
  std::optional<market::UsdPerPercent> larger_wall;  ///< |N_K| of the larger wall
  std::optional<market::Spot> flip;
  /// |N_K| from which a strike matters beside the walls: a quarter of the larger one.
  [[nodiscard]] std::optional<market::UsdPerPercent> noteworthy() const {
    if (!larger_wall) return std::nullopt;
    return market::UsdPerPercent{0.25 * larger_wall->value()};
  }
};

/// At most three local maxima of |N_K|, strongest first; fewer when fewer qualify, never padded. Each has at least a
/// quarter of the larger wall, is no wall, lies more than a strike step from the flip and at least max(2 steps, 0.25 %
/// of spot) from the walls and from one another. None without a wall to measure with. Named call_dominated from N/A >=
/// 0.3, put_dominated from N/A <= -0.3.
[[nodiscard]] std::vector<FocusLevel> focus_levels(std::span<const exposure::StrikeExposure>, market::Spot,
                                                   const NamedLevels&);

struct Cluster {
  market::Strike low, high;
  double centroid = 0;         ///< dollars, weighted by gross exposure
  market::UsdPerPercent mass;  ///< gross exposure inside
  double mass_share = 0;       ///< of that side's gross
  double net_ratio = 0;        ///< sum N / sum A
  bool upside = true;          ///< the centroid is above spot
};
/// Runs of strikes where gross exposure thickens, ascending by price. On each side of spot (at spot counts as below)
/// the density
///   a(y) = sum_K A_K phi((y - K)/h) / h,  h = max(1.5 strike steps, 0.15 % of spot)
/// is at least half of that side's peak throughout; split at an interior minimum that lies 20 % of the peak below both
/// parts; with at least three strikes and 10 % of that side's gross.
[[nodiscard]] std::vector<Cluster> clusters(std::span<const exposure::StrikeExposure>, market::Spot);

struct BattleZone {
  market::Spot low, high;
  std::size_t flips = 1;  ///< roots inside
};
/// The connected spots around the primary flip where |GEX| is at most a tenth of its 90th percentile within 15 % of
/// spot (by length of the spot axis), as far as the flip's domain reaches; widened evenly to one strike step. No flip,
/// no zone. It is not the uncertainty of the flip.
[[nodiscard]] Level<BattleZone> battle_zone(const exposure::RepricedBook&, const FlipRoots&, market::Strike step);
/// The same of flips by dynamic_flips.
[[nodiscard]] Level<BattleZone> battle_zone(const exposure::DynamicBook&, const FlipRoots&, market::Strike step);

struct ContestedStrikes {
  market::Strike low, high;     ///< one strike, or several merged within two steps
  market::UsdPerPercent gross;  ///< A summed
  double balance = 0;           ///< 1 - |C - P| / (C + P), of the strongest strike
};
/// Strikes whose call and put side nearly balance (>= 0.70) and that carry at least half of the largest A_K: what NET
/// hides. Ascending.
[[nodiscard]] std::vector<ContestedStrikes> contested_strikes(std::span<const exposure::StrikeExposure>, market::Spot);

/// The noteworthy strike nearest to the flip; of two equally near the lower.
[[nodiscard]] Level<market::Strike> trigger_strike(std::span<const exposure::StrikeExposure>, const NamedLevels&);

}  // namespace gammafield::levels
