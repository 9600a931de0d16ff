#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exposure/by_strike.h"
#include "levels/flip.h"
#include "market/units.h"

/// The regime by both definitions (docs/methods.md 1.4.14); where they disagree the sign of GEX at spot wins, and it is
/// said.
namespace gammafield::levels {

enum class RegimeLabel : std::uint8_t { positive, negative, transition };
enum class FlipLocation : std::uint8_t {
  above,
  below,
  at_flip,
  no_flip
};  ///< of spot, against the nearest regular flip
enum class WallReliability : std::uint8_t { structural, weak, mixed };  ///< POSITIVE, NEGATIVE, TRANSITION
[[nodiscard]] std::string_view to_string(RegimeLabel);                  ///< `POSITIVE`, `NEGATIVE`, `TRANSITION`
[[nodiscard]] std::string_view to_string(FlipLocation);
[[nodiscard]] std::string_view to_string(WallReliability);

struct RegimeSettings {
  double theta = 0.05;                     ///< |net/gross| below it is TRANSITION
  double dead_band_expected_moves = 0.15;  ///< around the flip
};

struct Regime {
  RegimeLabel label = RegimeLabel::transition;
  double net_to_gross = 0;
  FlipLocation location = FlipLocation::no_flip;
  WallReliability walls = WallReliability::mixed;
  bool definitions_disagree = false;
};

[[nodiscard]] Regime regime(const exposure::Totals&, market::Spot, const FlipRoots&,
                            std::optional<double> expected_move_fraction, const RegimeSettings&);

}  // namespace gammafield::levels
