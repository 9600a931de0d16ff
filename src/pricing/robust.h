#pragma once

#include <span>
#include <vector>

/// Internal to pricing/: medians. All are 0 for nothing.
namespace gammafield::pricing {

/// The middle value, or the mean of the two middle ones.
[[nodiscard]] double median(std::vector<double> values);
/// The same; leaves the values in another order.
[[nodiscard]] double median_of(std::span<double> values);

struct WeightedValue {
  double value = 0, weight = 1;
};

/// The smallest value at which half of the weight is reached. Ties in value do not depend on their order.
[[nodiscard]] double weighted_median(std::vector<WeightedValue> values);

/// Standard error of a weighted median, if its residuals are normal: 1.2533 scales over the root of the effective
/// number.
[[nodiscard]] double median_standard_error(const std::vector<WeightedValue>& values, double median);

/// The standard deviation that a normal sample with this median absolute value would have.
[[nodiscard]] double scale_of_residuals(const std::vector<double>& residuals);
/// The same; `room` is written to.
[[nodiscard]] double scale_of_residuals(std::span<const double> residuals, std::vector<double>& room);

}  // namespace gammafield::pricing
