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
  double standard_error = 0;  ///< of the figure, over days
  double p = 1;               ///< two-sided, that the figure is the null value
  double p_max = 1;           ///< the same, with all columns of the call looked at (Romano and Wolf 2005); >= p
  std::size_t days = 0;       ///< with weight
  double weight = 0;          ///< of all days
};

/// Tests each column's figure against the null value by the stationary bootstrap over days (Politis and Romano 1994):
/// blocks of days of geometric length, circular, the same days for every column. None where fewer than two days have
/// weight or nothing varies. All columns have the same number of days. The same bits for any number of threads;
/// `progress` is told the share done, by one thread at a time.
[[nodiscard]] std::vector<std::optional<Tested>> tested(std::span<const Column>, double null_value,
                                                        const BootstrapRule&,
                                                        const std::function<void(double done)>& progress = {});

}  // namespace gammafield::statistics
