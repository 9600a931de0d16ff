#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "exposure/by_strike.h"
#include "exposure/repriced_book.h"
#include "levels/no_level.h"
#include "market/units.h"

/// Where exposure gathers beside the walls (docs/methods.md 1.4.7, 1.4.8).
namespace gammafield::levels {

/// The typical distance of neighbouring strikes near spot (median within 10 % of spot).
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
};

/// At most three, strongest first; fewer when fewer qualify, never padded.
[[nodiscard]] std::vector<FocusLevel> focus_levels(std::span<const exposure::StrikeExposure>, market::Spot, const NamedLevels&);

struct Cluster {
  market::Strike low, high;
  double centroid = 0;          ///< dollars, weighted by gross exposure
  market::UsdPerPercent mass;   ///< gross exposure inside
  double mass_share = 0;        ///< of that side's gross
  double net_ratio = 0;         ///< sum N / sum A
  bool upside = true;           ///< the centroid is above spot
};
/// Ascending by price.
[[nodiscard]] std::vector<Cluster> clusters(std::span<const exposure::StrikeExposure>, market::Spot);

struct BattleZone {
  market::Spot low, high;
  std::size_t flips = 1;  ///< roots inside
};
[[nodiscard]] Level<BattleZone> battle_zone(const exposure::RepricedBook&, market::Spot flip, market::Strike step,
                                            std::span<const market::Spot> roots);

struct ContestedStrikes {
  market::Strike low, high;    ///< one strike, or several merged within two steps
  market::UsdPerPercent gross; ///< A summed
  double balance = 0;          ///< 1 - |C - P| / (C + P), of the strongest strike
};
[[nodiscard]] std::vector<ContestedStrikes> contested_strikes(std::span<const exposure::StrikeExposure>, market::Spot);

/// The strike nearest the flip among those with |N_K| of at least a quarter of the larger wall.
[[nodiscard]] Level<market::Strike> trigger_strike(std::span<const exposure::StrikeExposure>, const NamedLevels&);

}  // namespace gammafield::levels
