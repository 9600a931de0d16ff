#include "hedging/estimate.h"

#include <algorithm>
#include <cmath>

#include "statistics/quantile.h"

namespace gammafield::hedging {

void Moments::add(const Figures& figures) {
  ++n_;
  for (std::size_t i = 0; i < 4; ++i) {
    sum_[i] += figures[i];
    for (std::size_t j = 0; j <= i; ++j) products_[i][j] += figures[i] * figures[j];
  }
}

void Moments::merge(const Moments& other) {
  n_ += other.n_;
  for (std::size_t i = 0; i < 4; ++i) {
    sum_[i] += other.sum_[i];
    for (std::size_t j = 0; j <= i; ++j) products_[i][j] += other.products_[i][j];
  }
}

Moments::Figures Moments::means() const {
  Figures means = {};
  if (n_ > 0)
    std::ranges::transform(sum_, means.begin(), [n = static_cast<double>(n_)](double sum) { return sum / n; });
  return means;
}

double Moments::error(const Figures& gradient) const {
  if (n_ < 2) return 0;
  const auto mean = means();
  const auto n = static_cast<double>(n_);
  double variance = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      const double product = i >= j ? products_[i][j] : products_[j][i];
      variance += gradient[i] * gradient[j] * (product / n - mean[i] * mean[j]);
    }
  }
  return std::sqrt(std::max(0.0, variance) / (n - 1));
}

statistics::Estimate estimate(double value, double standard_error) {
  const double reach = statistics::two_sided_z(0.95) * standard_error;
  return {value, value - reach, value + reach};
}

}  // namespace gammafield::hedging
