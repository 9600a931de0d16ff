#pragma once

#include <cmath>

namespace gammafield::base {

/// A sum that keeps what each addition rounds away (Neumaier 1974): the error is that of one rounding of the true sum
/// plus terms of order n * epsilon^2, whatever the cancellation. Terms must be finite. The same terms in the same order
/// give the same bits, so sums are taken in the book's order everywhere.
class CompensatedSum {
 public:
  void add(double term) {
    const double next = sum_ + term;
    rounded_away_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] double value() const { return sum_ + rounded_away_; }

 private:
  double sum_ = 0;
  double rounded_away_ = 0;
};

}  // namespace gammafield::base
