#pragma once

#include "market/units.h"

/// The one place of the formula and of its units (docs/methods.md 0.3).
namespace gammafield::exposure {

/// Dollars of stock traded against the move when spot moves 1 %, by a holder long `shares` of option at this gamma:
///   gamma * shares * spot^2 * 0.01
/// Negative shares (short): traded with the move. Requires gamma >= 0, spot > 0.
[[nodiscard]] constexpr market::UsdPerPercent gamma_exposure(market::Gamma gamma, market::Shares shares, market::Spot spot) {
  return market::UsdPerPercent{gamma.value() * shares.value() * (spot.value() * spot.value() * 0.01)};
}

/// The same exposure in the other units in use; every value is derived from the canonical one.
enum class ExposureUnit { usd_per_1pct, usd_per_point, shares_per_point, raw, contracts_per_1pct };

/// `hedge_multiplier`: dollars a point of the hedging future (ES 50, MES 5), used by contracts_per_1pct only.
[[nodiscard]] constexpr double in_unit(market::UsdPerPercent exposure, ExposureUnit unit, market::Spot spot,
                                       market::Multiplier hedge_multiplier = market::Multiplier{50}) {
  const double usd = exposure.value();
  const double usd_per_point = usd / (0.01 * spot.value());
  switch (unit) {
    case ExposureUnit::usd_per_1pct: return usd;
    case ExposureUnit::usd_per_point: return usd_per_point;
    case ExposureUnit::shares_per_point: return usd_per_point / spot.value();
    case ExposureUnit::raw: return usd / 0.01;
    case ExposureUnit::contracts_per_1pct: return usd / (spot.value() * hedge_multiplier.value());
  }
  return usd;
}

}  // namespace gammafield::exposure
