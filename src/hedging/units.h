#pragma once

#include "base/strong.h"
#include "market/units.h"

/// Units of the laboratory. Its time is trading time: minutes of sessions, one after another without nights between
/// them. A chain's calendar time is turned into it so that every option keeps its total variance (hedging/book.h).
namespace gammafield::hedging {

using Minutes = base::Strong<struct MinutesTag>;                ///< of trading
using Lambda = base::Strong<struct LambdaTag>;                  ///< proportional cost, one way: half-spread / price
using PerUsd = base::Strong<struct PerUsdTag>;                  ///< log return a dollar of stock bought
using RiskAversion = base::Strong<struct RiskAversionTag>;      ///< absolute, 1 / US dollar
using UsdPerMinute = base::Strong<struct UsdPerMinuteTag>;      ///< dollars of stock bought a minute
using SharesPerUsd = base::Strong<struct SharesPerUsdTag>;      ///< a book's gamma: shares of delta a dollar of spot
using UsdPerYear = base::Strong<struct UsdPerYearTag>;          ///< theta: dollars a laboratory year
using UsdPerVol = base::Strong<struct UsdPerVolTag>;            ///< vega: dollars for a volatility change of 1.00
using UsdPerShare = base::Strong<struct UsdPerShareTag>;        ///< a fee
using LogReturn = base::Strong<struct LogReturnTag>;            ///< ln(S / S before)
using VolPoints = base::Strong<struct VolPointsTag>;            ///< 0.01 of volatility a year
using ContinuousRate = base::Strong<struct ContinuousRateTag>;  ///< a laboratory year

inline constexpr double minutes_a_session = 390, sessions_a_year = 252;
inline constexpr double minutes_a_year = minutes_a_session * sessions_a_year;

[[nodiscard]] constexpr market::Years years_of(Minutes m) { return market::Years{m.value() / minutes_a_year}; }
[[nodiscard]] constexpr Minutes minutes_of(market::Years t) { return Minutes{t.value() * minutes_a_year}; }

}  // namespace gammafield::hedging
