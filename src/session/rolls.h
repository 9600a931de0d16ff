#pragma once

#include <optional>
#include <vector>

#include "exposure/repriced_book.h"
#include "levels/flip.h"
#include "levels/levels.h"
#include "session/holdings.h"

/// What is left when expiries have settled and nothing else has changed (docs/methods.md 1.4.11).
namespace gammafield::session {

/// The named wall of a side by the settings' rule, and one strike's value by it.
[[nodiscard]] levels::Level<levels::WallStrike> best_wall(levels::Side, const std::vector<exposure::StrikeExposure>&,
                                                          market::Spot, const levels::LevelSettings&);
[[nodiscard]] std::optional<levels::WallStrike> wall_at(levels::Side, const std::vector<exposure::StrikeExposure>&,
                                                        market::Strike, const levels::LevelSettings&);

/// The standing walls once everything until an instant has settled, by hysteresis against those that stand now.
struct Roll {
  market::Instant settled_by;
  std::optional<market::Strike> call_wall, put_wall;
  friend bool operator==(const Roll&, const Roll&) = default;
};

/// How far ahead rolls are foreseen: a month's expiry and a gap in the snapshots.
inline constexpr std::chrono::days rolls_horizon{31};

struct Standing {
  std::optional<market::Strike> call_wall, put_wall;
};
/// One entry for each instant within the horizon at which something of the book settles, ascending.
[[nodiscard]] std::vector<Roll> roll_schedule(const Holdings&, market::Spot, const Standing&,
                                              const levels::LevelSettings&, double h);

/// Plain walls and primary flip of what is left after an instant; sticky strike, spot and time as they are.
struct AfterExpiries {
  market::Instant settled_by;
  levels::Level<market::Strike> call_wall, put_wall;
  levels::Level<levels::GammaFlip> flip;
};

/// The after-OpEx map: once the next session, the next Friday's and the next monthly expiries have settled.
struct AfterMap {
  AfterExpiries session, friday, monthly;
};
[[nodiscard]] AfterMap after_map(const exposure::Book&, const exposure::RepricedBook&, const Holdings&,
                                 const levels::LevelSettings&);

}  // namespace gammafield::session
