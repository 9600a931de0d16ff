#pragma once

#include <vector>

namespace gammafield::pricing {

/// Internal to pricing/: discount factors from the expiries whose slope tells them well, log-linear in T between those,
/// at a constant rate before the first and after the last. Without any: 1.
class RateCurve {
 public:
  /// Requires years > 0, discount > 0.
  void add(double years, double discount);
  [[nodiscard]] double discount(double years) const;
  [[nodiscard]] bool empty() const { return knots_.empty(); }

 private:
  struct Knot {
    double years = 0, log_discount = 0;
  };
  std::vector<Knot> knots_;  // ascending
};

}  // namespace gammafield::pricing
