#pragma once

#include <optional>
#include <vector>

#include "statistics/panel.h"

namespace gammafield::statistics {

/// A column's figure r = sum(sum)/sum(weight), its error over days
///   sqrt(D/(D-1) sum_d left_d^2) / sum(weight),  left_d = sum_d - r weight_d,  D the days with weight
/// (the linearised ratio, Cochran 1977, 6.3), and what a resample needs to say how far it is from the figure.
class Ratio {
 public:
  /// None: fewer than two days with weight, or none of them differs.
  [[nodiscard]] static std::optional<Ratio> of(const Column&);

  [[nodiscard]] double figure() const { return figure_; }
  [[nodiscard]] double standard_error() const { return correction_ * root_of_squares_ / weight_; }
  [[nodiscard]] double weight() const { return weight_; }
  [[nodiscard]] std::size_t days() const { return days_; }

  /// What is to be summed over a resample's days, one vector each: left, weight, left^2, left * weight, weight^2.
  static constexpr std::size_t terms = 5;
  [[nodiscard]] const std::vector<double>& term(std::size_t i) const { return terms_[i]; }
  /// |figure of the resample - figure| over the resample's own error; infinite where that error is none.
  [[nodiscard]] double t(const double (&sums)[terms]) const;

 private:
  double figure_ = 0, weight_ = 0, root_of_squares_ = 0, correction_ = 1;
  std::size_t days_ = 0;
  std::vector<double> terms_[terms];
};

}  // namespace gammafield::statistics
