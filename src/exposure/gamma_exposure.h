#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "market/units.h"

/// The one place of the formula and of its units (docs/methods.md 0.3).
namespace gammafield::exposure {

inline constexpr double one_percent = 0.01;    ///< of the spot: the move that exposures are quoted for
inline constexpr double one_vol_point = 0.01;  ///< a year: the change in volatility that exposures are quoted for
inline constexpr double days_a_year = 365;     ///< calendar days; theta, charm and colour are quoted a day

/// Dollars of stock traded against the move when spot moves 1 %, by a holder long `shares` of option at this gamma:
///   gamma * shares * spot^2 * 0.01
/// Negative shares (short): traded with the move. Requires gamma >= 0, spot > 0.
[[nodiscard]] constexpr market::UsdPerPercent gamma_exposure(market::Gamma gamma, market::Shares shares,
                                                             market::Spot spot) {
  return market::UsdPerPercent{gamma.value() * shares.value() * (spot.value() * spot.value() * one_percent)};
}

/// The same exposure in the other units in use; every value is derived from the canonical one. `raw` is dollars a
/// formal 100 % move: what write-ups that leave out the 0.01 print, some of them calling it dollars a 1 % move.
enum class ExposureUnit : std::uint8_t { usd_per_1pct, usd_per_point, shares_per_point, raw, contracts_per_1pct };
[[nodiscard]] std::string_view to_string(ExposureUnit);  ///< `usd_per_1pct`, ...: the option `unit`
[[nodiscard]] std::optional<ExposureUnit> parse_exposure_unit(std::string_view);

/// `hedge_multiplier`: dollars a point of the hedging future (ES 50, MES 5), used by contracts_per_1pct only.
[[nodiscard]] constexpr double in_unit(market::UsdPerPercent exposure, ExposureUnit unit, market::Spot spot,
                                       market::Multiplier hedge_multiplier = market::Multiplier{50}) {
  const double usd = exposure.value();
  const double usd_per_point = usd / (one_percent * spot.value());
  switch (unit) {
    case ExposureUnit::usd_per_1pct: return usd;
    case ExposureUnit::usd_per_point: return usd_per_point;
    case ExposureUnit::shares_per_point: return usd_per_point / spot.value();
    case ExposureUnit::raw: return usd / one_percent;
    case ExposureUnit::contracts_per_1pct: return usd / (spot.value() * hedge_multiplier.value());
  }
  return usd;
}

/// The fraction of all shares outstanding that is traded, a fractional move of spot: an elasticity. 0.01 means that a 1
/// % move makes the dealers trade 0.01 % of the shares, not 1 % (docs/methods.md 4.5). Index: outstanding =
/// capitalisation / level.
[[nodiscard]] constexpr double elasticity(market::UsdPerPercent exposure, market::Spot spot,
                                          market::Shares outstanding) {
  return in_unit(exposure, ExposureUnit::usd_per_point, spot) / outstanding.value();
}

}  // namespace gammafield::exposure
