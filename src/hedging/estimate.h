#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "statistics/estimate.h"

namespace gammafield::hedging {

/// Sums of four figures of each path and of their products: what means, and by the delta method ratios of means, need
/// for their intervals. Added in one order and merged in one order it is the same to the bit.
class Moments {
 public:
  using Figures = std::array<double, 4>;

  void add(const Figures&);
  void merge(const Moments&);
  [[nodiscard]] std::uint64_t count() const { return n_; }
  [[nodiscard]] Figures means() const;
  /// Standard error of a function of the means whose derivatives at them are these.
  [[nodiscard]] double error(const Figures& gradient) const;

 private:
  std::uint64_t n_ = 0;
  Figures sum_ = {};
  std::array<Figures, 4> products_ = {};
};

/// 95 %, normal.
[[nodiscard]] statistics::Estimate estimate(double value, double standard_error);

}  // namespace gammafield::hedging
