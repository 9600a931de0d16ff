#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "pricing/smile_curve.h"
#include "pricing/smile_quote.h"

namespace gammafield::pricing {

/// Internal to pricing/: quotes in columns, and the linear half of an SVI fit: the loop that a fit's time goes into.
class SviColumns {
 public:
  explicit SviColumns(std::span<const SmileQuote>);

  [[nodiscard]] std::size_t size() const { return size_; }  ///< quotes

  struct Solved {
    RawSvi svi;
    double cost = 0;  ///< weighted sum of squares, in tolerances
  };
  /// The best a, b, rho for this m and sigma > 0, inside |rho| <= 1, b (1 + |rho|) <= 2, minimum >= 0.
  [[nodiscard]] Solved solve(double m, double sigma) const;
  /// Huber's weights: of a residual beyond one tolerance its inverse.
  void weigh_down_outliers(const RawSvi&);

 private:
  std::size_t size_ = 0;
  std::vector<double> k_, w_, tolerance_, weight_;  ///< filled up to whole lanes with weight 0
  double sum_ = 0, mean_ = 0, spread_ = 0;          ///< of the weights; of w: mean and weighted squares about it
  void sum_up();
};

}  // namespace gammafield::pricing
