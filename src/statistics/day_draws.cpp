#include "statistics/day_draws.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "statistics/quantile.h"

namespace gammafield::statistics {

void draw_days(const BootstrapRule& rule, std::size_t resample, std::span<double> times) {
  base::RandomStream random{rule.seed, resample};
  std::ranges::fill(times, 0);
  std::size_t day = random.below(times.size());
  for (std::size_t drawn = 0; drawn < times.size(); ++drawn) {
    if (drawn > 0) day = random.uniform() * rule.mean_block < 1 ? random.below(times.size()) : (day + 1) % times.size();
    ++times[day];
  }
}

BlockScale block_scale(std::size_t days, double mean_block, double confidence) {
  const auto n = static_cast<double>(days);
  const double q = 1 - 1 / mean_block;
  double sum = 0, squares = 0;  // of the lag window, circular: W at frequency 0, and by Parseval the mean of all W^2
  for (std::size_t lag = 0; lag < days; ++lag) {
    const auto k = static_cast<double>(lag);
    const double window = lag == 0 ? 1 : (1 - k / n) * std::pow(q, k) + k / n * std::pow(q, n - k);
    sum += window;
    squares += window * window;
  }
  const double c = (n - sum) / (n - 1), mean_square = (n * squares - sum * sum) / (n - 1);
  const double variance = 2 / (n + 1) * (mean_square / (c * c) - 1);
  const double z = two_sided_z(confidence);
  return {std::sqrt((1 + (1 + z * z) * variance / 4) / c), 1 / std::sqrt(c)};
}

}  // namespace gammafield::statistics
