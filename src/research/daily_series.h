#pragma once

#include <span>
#include <vector>

#include "market/date.h"
#include "research/finding.h"

/// What a figure of dealers' gamma, published once a day, says of the day after.
namespace gammafield::research {

struct DailyFigure {
  market::Date session;  ///< whose close the price is of
  double price = 0;
  double gex = 0;  ///< known before the next session
};

/// Coefficients, each resampled by days; `known_after` sessions pass until a figure is used. With r the ln return from
/// one close to the next, v the mean |r| of the 20 sessions before:
/// `calm_by_rank`: of ln(|r| + 0.01 %) on the rank of gex among all (0 to 1), ln v as control: -1 would be calmer by a
/// factor of e from the lowest to the highest. The rank is of the whole series: it describes, it does not predict.
/// `calm_lowest_quarter`: the same on whether gex is in its lowest quarter.
/// `momentum_below_0`, `momentum_above_0`, `momentum_difference`: of r on the return before it, by the sign of gex.
/// Ascending by session; prices above 0.
[[nodiscard]] std::vector<MeasuredCell> next_day(std::span<const DailyFigure>, std::size_t known_after);

}  // namespace gammafield::research
