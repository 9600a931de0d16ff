#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "statistics/estimate.h"

namespace gammafield::statistics {

struct Coefficient {
  Estimate estimate;
  double standard_error = 0, t = 0, p = 1;  ///< p two-sided, that it is 0
};

struct Regression {
  std::vector<Coefficient> coefficients;  ///< the intercept, then one a regressor
  double r_squared = 0;
  std::size_t n = 0;
};

using Regressor = std::vector<double>;  ///< one value an observation

/// Least squares of y on an intercept and the regressors (QR), with errors that stand autocorrelation up to `lag`:
/// Newey and West (1987), Bartlett weights 1 - j/(lag+1), times n/(n-k); Student's t with n-k degrees. Observations are
/// in the order of time. None: fewer observations than coefficients + 1, a regressor that the others make up, or a fit
/// that leaves nothing over. Requires regressors as long as y.
[[nodiscard]] std::optional<Regression> newey_west(std::span<const double> y, std::span<const Regressor>,
                                                   std::size_t lag, double confidence = 0.95);

/// The same with errors that stand any dependence within a cluster, such as a day: the sandwich of the clusters'
/// scores, times G/(G-1) * (n-1)/(n-k); Student's t with G-1 degrees, G clusters (Cameron and Miller 2015). None also
/// with one cluster. `cluster` has an id an observation, in any order.
[[nodiscard]] std::optional<Regression> clustered(std::span<const double> y, std::span<const Regressor>,
                                                  std::span<const std::uint64_t> cluster, double confidence = 0.95);

}  // namespace gammafield::statistics
