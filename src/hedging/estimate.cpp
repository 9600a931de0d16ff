#include "hedging/estimate.h"

#include <algorithm>
#include <cmath>

namespace gammafield::hedging {
namespace {

constexpr double z95 = 1.959963984540054;

}  // namespace

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

Estimate estimate(double value, double standard_error) {
  return {value, value - z95 * standard_error, value + z95 * standard_error};
}

Estimate share(std::uint64_t hits, std::uint64_t n) {
  if (n == 0) return {0, 0, 1};
  const auto trials = static_cast<double>(n);
  const double p = static_cast<double>(hits) / trials, z2 = z95 * z95 / trials;
  const double middle = (p + z2 / 2) / (1 + z2),
               half = z95 * std::sqrt(p * (1 - p) / trials + z2 / (4 * trials)) / (1 + z2);
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace gammafield::hedging
