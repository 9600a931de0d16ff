#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "levels/wall.h"
#include "market/units.h"
#include "session/holdings.h"

/// Is a wall stronger than it was, and why? (docs/methods.md 1.4.6)
namespace gammafield::session {

/// Up or down: by more than 5 % of what the wall was worth.
enum class Arrow : std::uint8_t { up, flat, down };
[[nodiscard]] std::string_view to_string(Arrow);  ///< `up`, `flat`, `down`
inline constexpr double arrow_share = 0.05;

/// What moved a strike's strength G between two snapshots, with the open interest and the exposure g of each contract:
///   after - before = rolled_off + OI_before dg + g_before dOI + dg dOI
/// A contract of the second snapshot alone counts with its g throughout, as does one of the first alone that has not
/// settled: both are open interest. In dollars, a 1 % move; positive makes the wall stronger.
struct StrengthChange {
  market::UsdPerPercent before, after;
  market::UsdPerPercent rolled_off;          ///< settled meanwhile; never open interest
  market::UsdPerPercent from_exposure;       ///< OI dg: price, time and volatility
  market::UsdPerPercent from_open_interest;  ///< g dOI
  market::UsdPerPercent from_both;           ///< dg dOI
  std::optional<Arrow> oi_arrow;             ///< of from_open_interest over before; none where before is not above 0
  std::optional<Arrow> total_arrow;          ///< of after - before
};

/// `strength_sign`: +1 where a positive value makes the wall, -1 for a put wall by negative net.
[[nodiscard]] StrengthChange strength_change(const Holdings& before, const Holdings& after, market::Strike,
                                             levels::Measure, int strength_sign);

/// What one contract adds to a strike's value in that measure, for each contract open.
[[nodiscard]] market::UsdPerPercent value_each(const HeldContract&, levels::Measure);

}  // namespace gammafield::session
