#include "pricing/smile_line.h"

#include <algorithm>
#include <cmath>

namespace gammafield::pricing {

void SmileLine::add(double strike, double v) { points_.push_back({std::log(strike), v * v}); }

double SmileLine::at(double strike) const {
  const double k = std::log(strike);
  const auto right = std::ranges::lower_bound(points_, k, {}, &Point::log_strike);
  if (right == points_.begin()) return std::sqrt(right->variance);
  if (right == points_.end()) return std::sqrt(points_.back().variance);
  const Point& left = *(right - 1);
  const double gap = right->log_strike - left.log_strike;
  if (!(gap > 0)) return std::sqrt(left.variance);
  return std::sqrt(std::lerp(left.variance, right->variance, (k - left.log_strike) / gap));
}

}  // namespace gammafield::pricing
