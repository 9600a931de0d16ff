#pragma once

#include <span>
#include <vector>

namespace gammafield::pricing {

/// Internal to pricing/: the weighted robust line y = height + slope (K - centre) through the parity points.
struct ParityPoint {
  double strike = 0;
  double difference = 0;  ///< C - P, mids
  double weight = 1;      ///< 1/variance of the quote
};

struct ParityLine {
  double centre = 0;  ///< weighted mean strike: keeps the two parameters apart
  double height = 0, slope = 0;
  double height_variance = 0, slope_variance = 0, covariance = 0;  ///< sandwich
  [[nodiscard]] double at(double strike) const { return height + slope * (strike - centre); }
};

/// Huber's line by re-weighting (1.345 scales of 1.4826 MAD, at most 20 rounds), points beyond 4 scales dropped, fitted
/// again. The slope is 0 when all strikes are one.
[[nodiscard]] ParityLine robust_parity_line(std::vector<ParityPoint> points);

}  // namespace gammafield::pricing
