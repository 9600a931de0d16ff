#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "learning/probability.h"
#include "statistics/estimate.h"

/// Whether forecasts mean what they say: of what is given 30 %, does 30 % happen? Forecasts in [0, 1], one for each
/// outcome; what is a mean requires at least one.
namespace gammafield::learning {

struct ReliabilityBin {
  double forecast = 0;            ///< the mean of those in it
  statistics::Estimate happened;  ///< the share that did, with Wilson's interval
  std::size_t n = 0;
};

/// Bins of equal width over [0, 1], closed above, the first below too; those without a forecast are left out.
[[nodiscard]] std::vector<ReliabilityBin> bins_of_equal_width(std::span<const double> forecasts, Outcomes,
                                                              std::size_t bins, double confidence = 0.95);
/// Bins of as equal a number as can be had without parting equal forecasts.
[[nodiscard]] std::vector<ReliabilityBin> bins_of_equal_count(std::span<const double> forecasts, Outcomes,
                                                              std::size_t bins, double confidence = 0.95);

/// The expected calibration error: the mean distance of bins' forecasts from what happened, weighed by their n.
[[nodiscard]] double calibration_error(std::span<const ReliabilityBin>);

/// Mean of (forecast - outcome)^2 (Brier 1950).
[[nodiscard]] double brier_score(std::span<const double> forecasts, Outcomes);

/// Murphy (1973) of the forecasts rounded to their bins' means, for which it is an identity:
///   score = reliability - resolution + uncertainty.
struct BrierParts {
  double score = 0;        ///< of the rounded forecasts
  double reliability = 0;  ///< mean of (bin's forecast - bin's rate)^2: 0 is calibrated
  double resolution = 0;   ///< mean of (bin's rate - rate)^2: what the forecasts tell apart
  double uncertainty = 0;  ///< rate (1 - rate)
};
[[nodiscard]] BrierParts brier_parts(std::span<const ReliabilityBin>);

/// -log of the probability given to what came, in nats, of the held forecast (probability.h); and its mean.
[[nodiscard]] double log_loss(double forecast, bool happened);
[[nodiscard]] double log_loss(std::span<const double> forecasts, Outcomes);

/// log odds of what happens = intercept + slope * log odds of the forecast (Cox 1958), by maximum likelihood, with
/// Wald's intervals. Calibrated: 0 and 1. Slope below 1: too sure of itself.
struct Recalibration {
  statistics::Estimate intercept, slope;
};
/// None where the likelihood has no greatest value: forecasts all alike, or that tell all that happened from all that
/// did not.
[[nodiscard]] std::optional<Recalibration> recalibration(std::span<const double> forecasts, Outcomes,
                                                         double confidence = 0.95);

}  // namespace gammafield::learning
