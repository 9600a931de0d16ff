#include "pricing/robust.h"

#include <algorithm>
#include <cmath>

namespace gammafield::pricing {

double median(std::vector<double> values) { return median_of(values); }

double median_of(std::span<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

double weighted_median(std::vector<WeightedValue> values) {
  std::ranges::sort(values, {}, &WeightedValue::value);
  double total = 0;
  for (const WeightedValue& v : values) total += v.weight;
  double reached = 0;
  for (const WeightedValue& v : values) {
    reached += v.weight;
    if (reached >= 0.5 * total) return v.value;
  }
  return values.empty() ? 0 : values.back().value;
}

double median_standard_error(const std::vector<WeightedValue>& values, double median) {
  constexpr double median_over_mean = 1.2533;  // sqrt(pi/2)
  std::vector<double> residuals;
  residuals.reserve(values.size());
  double total = 0, squares = 0;
  for (const WeightedValue& v : values) {
    residuals.push_back(v.value - median);
    total += v.weight;
    squares += v.weight * v.weight;
  }
  return total > 0 ? median_over_mean * scale_of_residuals(residuals) * std::sqrt(squares) / total : 0;
}

double scale_of_residuals(const std::vector<double>& residuals) {
  std::vector<double> room;
  return scale_of_residuals(residuals, room);
}

double scale_of_residuals(std::span<const double> residuals, std::vector<double>& room) {
  constexpr double normal_per_mad = 1.4826;
  room.resize(residuals.size());
  std::ranges::transform(residuals, room.begin(), [](double r) { return std::abs(r); });
  return normal_per_mad * median_of(room);
}

}  // namespace gammafield::pricing
