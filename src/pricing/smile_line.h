#pragma once

#include <cstddef>
#include <vector>

namespace gammafield::pricing {

/// Internal to pricing/: total variance at the strikes that have one, read between them.
class SmileLine {
 public:
  void reserve(std::size_t strikes) { points_.reserve(strikes); }
  /// Strikes ascending; v > 0.
  void add(double strike, double v);
  [[nodiscard]] std::size_t size() const { return points_.size(); }
  /// Total volatility: variance linear in ln K between two strikes, constant beyond the ends. Requires size() > 0.
  [[nodiscard]] double at(double strike) const;

 private:
  struct Point {
    double log_strike = 0, variance = 0;
  };
  std::vector<Point> points_;
};

}  // namespace gammafield::pricing
