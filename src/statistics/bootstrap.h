#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "statistics/estimate.h"
#include "statistics/panel.h"

namespace gammafield::statistics {

struct BootstrapRule {
  std::size_t resamples = 10'000;
  double mean_block = 5;  ///< days; >= 1, and 1 is the bootstrap of single days
  std::uint64_t seed = 1;
  double confidence = 0.95;
  std::size_t threads = 1;
};

struct Tested {
  Estimate figure;
  double standard_error = 0;  ///< of the figure, as if days were independent
  double p = 1;               ///< two-sided, that the figure is the null value
  double p_max = 1;           ///< the same, with all columns of the call looked at (Romano and Wolf 2005); >= p
  std::size_t days = 0;       ///< with weight
  double weight = 0;          ///< of all days
};

/// Tests each column's figure against the null value by the stationary bootstrap over days (Politis and Romano 1994):
/// blocks of days of geometric length, circular, the same days for every column. Symmetric percentile-t: |figure -
/// null| over its error against |figure* - figure| over the resample's, on the scale of day_draws.h; a resample without
/// spread counts as the most extreme. The interval holds just the null values whose p is above 1 - confidence.
///
/// Independent days are rejected at 5 % as often as they should be from 20 days on, unless they are as skewed as an
/// exponential (9 % of 20 days); days with autocorrelation .3 in 8 % of 60 days (bootstrap_size_test.cpp).
///
/// None where fewer than two days have weight, nothing varies, or the interval has no end: too many resamples without
/// spread, or fewer than 1/(1 - confidence) resamples. All columns have the same number of days. The same bits for any
/// number of threads; `progress` is told the share done, by one thread at a time.
[[nodiscard]] std::vector<std::optional<Tested>> tested(std::span<const Column>, double null_value,
                                                        const BootstrapRule&,
                                                        const std::function<void(double done)>& progress = {});

}  // namespace gammafield::statistics
