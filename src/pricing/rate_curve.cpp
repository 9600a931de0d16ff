#include "pricing/rate_curve.h"

#include <algorithm>
#include <cmath>

namespace gammafield::pricing {

void RateCurve::add(double years, double discount) {
  const auto at = std::ranges::upper_bound(knots_, years, {}, &Knot::years);
  knots_.insert(at, {years, std::log(discount)});
}

double RateCurve::discount(double years) const {
  if (knots_.empty()) return 1;
  const auto right = std::ranges::lower_bound(knots_, years, {}, &Knot::years);
  const auto flat = [years](const Knot& knot) { return std::exp(knot.log_discount * years / knot.years); };
  if (right == knots_.begin()) return flat(knots_.front());
  if (right == knots_.end()) return flat(knots_.back());
  const Knot& left = *(right - 1);
  const double share = (years - left.years) / (right->years - left.years);
  return std::exp(left.log_discount + share * (right->log_discount - left.log_discount));
}

}  // namespace gammafield::pricing
