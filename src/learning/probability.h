#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>

namespace gammafield::learning {

/// What came of each case: 1, it happened; 0, it did not. Nothing else.
using Outcomes = std::span<const std::uint8_t>;

/// No forecast is taken as surer than one in a million: else one miss of a forecast rounded to 0 or 1 would make a
/// log loss infinite, and every comparison of it meaningless.
inline constexpr double least_doubt = 1e-6;
[[nodiscard]] inline double held(double probability) { return std::clamp(probability, least_doubt, 1 - least_doubt); }

/// log(p / (1 - p)) of the held probability; within +-13.8.
[[nodiscard]] inline double log_odds(double probability) {
  const double p = held(probability);
  return std::log(p / (1 - p));
}

/// 1 / (1 + exp(-x)); overflows nowhere.
[[nodiscard]] inline double logistic(double x) {
  return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// The normal distribution function, with its full relative accuracy in both tails.
[[nodiscard]] inline double normal_share(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

}  // namespace gammafield::learning
