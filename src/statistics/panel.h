#pragma once

#include <vector>

namespace gammafield::statistics {

/// What is estimated from days: the figure is sum(sum) / sum(weight). One entry a day in both, in the days' order; the
/// columns of one panel have the same days. A share: hits and events. A mean: values and ones. A day on which the
/// column has nothing: weight 0, sum 0. Weights are >= 0, all entries finite.
struct Column {
  std::vector<double> sum, weight;
};

}  // namespace gammafield::statistics
