#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "learning/probability.h"
#include "statistics/estimate.h"

/// How well scores tell what happened from what did not: the area under the receiver's curve. All scores finite, one
/// for each outcome.
namespace gammafield::learning {

/// The probability that a case that happened scores above one that did not, plus half that of a tie (Mann and Whitney).
/// None unless there are both.
[[nodiscard]] std::optional<double> auc(std::span<const double> scores, Outcomes);

struct Auc {
  statistics::Estimate area;
  double standard_error = 0;  ///< of the area
  std::size_t happened = 0, did_not = 0;
};

/// With the standard error of DeLong, DeLong and Clarke-Pearson (1988), by midranks (Sun and Xu 2014). The interval is
/// made on the logit scale, log(A / (1-A)) +- z se / (A (1-A)), which keeps it within (0, 1) and nearer its nominal
/// coverage close to 1. Takes cases for independent: those of one day are not, see day_auc.h. None with fewer than two
/// of either kind, or an area of exactly 0 or 1, where this error would be 0 and claim a certainty that few cases
/// cannot give.
[[nodiscard]] std::optional<Auc> delong(std::span<const double> scores, Outcomes, double confidence = 0.95);

struct AucDifference {
  statistics::Estimate difference;  ///< first less second
  double standard_error = 0;
  double p = 1;  ///< two-sided, that there is none
};

/// Of two scores of the same cases, with their correlation: normal, on the plain scale, for a difference has no ends to
/// stay within. None with fewer than two of either kind or without any spread, except of scores that rank all cases
/// alike, which do not differ (error 0, p 1).
[[nodiscard]] std::optional<AucDifference> delong_difference(std::span<const double> first,
                                                             std::span<const double> second, Outcomes,
                                                             double confidence = 0.95);

/// The check on DeLong's that needs the area alone (Hanley and McNeil 1982), square root of
///   [A(1-A) + (n1-1)(Q1-A^2) + (n0-1)(Q2-A^2)] / (n1 n0),  Q1 = A/(2-A), Q2 = 2A^2/(1+A).
/// Requires 0 <= area <= 1, both counts >= 1.
[[nodiscard]] double hanley_mcneil_error(double area, std::size_t happened, std::size_t did_not);

}  // namespace gammafield::learning
