#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "learning/probability.h"
#include "statistics/bootstrap.h"
#include "statistics/estimate.h"

/// The area under the curve with an interval that stands any dependence within a day and some between days: whole days
/// are drawn anew (stationary bootstrap, Politis and Romano 1994) and the area of all their cases is taken again. The
/// interval reaches to the quantiles of those areas, each pushed away from the area found by what blocks of so few days
/// understate (statistics/day_draws.h), and no further than an area, or a difference of two, can lie. In a thousand
/// simulated worlds each of 20, 40 and 60 days, blocks of 5, days with and without a mood of their own, 95 % intervals
/// held the true area in 93 to 95 % and the true difference in 92.5 to 94 %.
namespace gammafield::learning {

/// The day of each case, 0 the first; cases in any order, days without a case allowed.
using Days = std::span<const std::uint32_t>;

/// None with fewer than two days or one kind of outcome, or if more draws have but one than lie outside the interval.
[[nodiscard]] std::optional<statistics::Estimate> auc_by_days(std::span<const double> scores, Outcomes, Days,
                                                              const statistics::BootstrapRule&);

/// First less second, on the same draws.
[[nodiscard]] std::optional<statistics::Estimate> auc_difference_by_days(std::span<const double> first,
                                                                         std::span<const double> second, Outcomes, Days,
                                                                         const statistics::BootstrapRule&);

}  // namespace gammafield::learning
