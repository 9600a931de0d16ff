#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "research/study_day.h"

namespace gammafield::strategies {

inline constexpr std::size_t sessions_of_a_year = 252;

/// Where a day's at-the-money volatility stands within those of the 252 days before it, 0 to 100: the share of them
/// that are lower. None with fewer days before, and where one of them, or the day itself, has none.
[[nodiscard]] std::optional<double> iv_percentile(std::span<const research::StudyDay>, std::size_t day);

}  // namespace gammafield::strategies
