#include "learning/calibration.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/compensated_sum.h"
#include "learning/newton.h"
#include "statistics/proportion.h"
#include "statistics/quantile.h"

namespace gammafield::learning {
namespace {

using Order = std::vector<std::size_t>;

Order ascending(std::span<const double> forecasts) {
  Order order(forecasts.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return std::pair{forecasts[a], a} < std::pair{forecasts[b], b}; });
  return order;
}

ReliabilityBin bin_of(std::span<const std::size_t> members, std::span<const double> forecasts, Outcomes outcomes,
                      double confidence) {
  base::CompensatedSum sum;
  std::size_t happened = 0;
  for (const std::size_t i : members) {
    sum.add(forecasts[i]);
    happened += outcomes[i];
  }
  return {sum.value() / static_cast<double>(members.size()), statistics::wilson(happened, members.size(), confidence),
          members.size()};
}

/// `end(from)` is where the bin that begins at this place of the order ends.
template <class End>
std::vector<ReliabilityBin> bins_until(End end, const Order& order, std::span<const double> forecasts,
                                       Outcomes outcomes, double confidence) {
  std::vector<ReliabilityBin> bins;
  for (std::size_t from = 0; from < order.size();) {
    const std::size_t to = end(from);
    bins.push_back(bin_of(std::span{order}.subspan(from, to - from), forecasts, outcomes, confidence));
    from = to;
  }
  return bins;
}

template <class Term>
double mean_over(std::span<const ReliabilityBin> bins, Term term) {
  base::CompensatedSum sum;
  double n = 0;
  for (const ReliabilityBin& bin : bins) {
    sum.add(static_cast<double>(bin.n) * term(bin));
    n += static_cast<double>(bin.n);
  }
  return sum.value() / n;
}

double square(double x) { return x * x; }

/// Whether some forecast parts all that happened from all that did not, those on it aside.
bool parted(std::span<const double> forecasts, Outcomes outcomes) {
  double least[2] = {2, 2}, most[2] = {-1, -1};
  for (std::size_t i = 0; i < forecasts.size(); ++i) {
    least[outcomes[i]] = std::min(least[outcomes[i]], forecasts[i]);
    most[outcomes[i]] = std::max(most[outcomes[i]], forecasts[i]);
  }
  return most[0] <= least[1] || most[1] <= least[0];
}

}  // namespace

std::vector<ReliabilityBin> bins_of_equal_width(std::span<const double> forecasts, Outcomes outcomes, std::size_t bins,
                                                double confidence) {
  assert(bins > 0 && forecasts.size() == outcomes.size());
  const Order order = ascending(forecasts);
  const double count = static_cast<double>(bins);
  const auto number = [&](std::size_t at) { return std::max(1.0, std::ceil(forecasts[order[at]] * count)); };
  const auto end = [&](std::size_t from) {
    std::size_t to = from;
    while (to < order.size() && number(to) == number(from)) ++to;
    return to;
  };
  return bins_until(end, order, forecasts, outcomes, confidence);
}

std::vector<ReliabilityBin> bins_of_equal_count(std::span<const double> forecasts, Outcomes outcomes, std::size_t bins,
                                                double confidence) {
  assert(bins > 0 && forecasts.size() == outcomes.size());
  const Order order = ascending(forecasts);
  const std::size_t n = order.size();
  const auto end = [&](std::size_t from) {
    std::size_t to = (from * bins / n + 1) * n / bins;  // the next of the n i / bins
    to = std::max(to, from + 1);
    while (to < n && forecasts[order[to]] == forecasts[order[to - 1]]) ++to;
    return to;
  };
  return bins_until(end, order, forecasts, outcomes, confidence);
}

double calibration_error(std::span<const ReliabilityBin> bins) {
  return mean_over(bins, [](const ReliabilityBin& bin) { return std::abs(bin.forecast - bin.happened.value); });
}

double brier_score(std::span<const double> forecasts, Outcomes outcomes) {
  base::CompensatedSum sum;
  for (std::size_t i = 0; i < forecasts.size(); ++i) sum.add(square(forecasts[i] - outcomes[i]));
  return sum.value() / static_cast<double>(forecasts.size());
}

BrierParts brier_parts(std::span<const ReliabilityBin> bins) {
  const double rate = mean_over(bins, [](const ReliabilityBin& bin) { return bin.happened.value; });
  BrierParts parts;
  parts.score = mean_over(bins, [](const ReliabilityBin& bin) {
    return bin.happened.value * square(1 - bin.forecast) + (1 - bin.happened.value) * square(bin.forecast);
  });
  parts.reliability =
      mean_over(bins, [](const ReliabilityBin& bin) { return square(bin.forecast - bin.happened.value); });
  parts.resolution = mean_over(bins, [&](const ReliabilityBin& bin) { return square(bin.happened.value - rate); });
  parts.uncertainty = rate * (1 - rate);
  return parts;
}

double log_loss(double forecast, bool happened) {
  return happened ? -std::log(held(forecast)) : -std::log1p(-held(forecast));
}

double log_loss(std::span<const double> forecasts, Outcomes outcomes) {
  base::CompensatedSum sum;
  for (std::size_t i = 0; i < forecasts.size(); ++i) sum.add(log_loss(forecasts[i], outcomes[i] != 0));
  return sum.value() / static_cast<double>(forecasts.size());
}

std::optional<Recalibration> recalibration(std::span<const double> forecasts, Outcomes outcomes, double confidence) {
  assert(forecasts.size() == outcomes.size());
  if (parted(forecasts, outcomes)) return std::nullopt;
  const auto n = static_cast<Eigen::Index>(forecasts.size());
  Eigen::MatrixXd design = Eigen::MatrixXd::Ones(n, 2);
  for (Eigen::Index i = 0; i < n; ++i) design(i, 1) = log_odds(forecasts[static_cast<std::size_t>(i)]);
  const auto fit = newton_logistic(design, outcomes, Eigen::VectorXd::Ones(n), Eigen::VectorXd::Zero(2));
  if (!fit) return std::nullopt;
  const Eigen::Matrix2d covariance = fit->information.inverse();
  const double z = statistics::two_sided_z(confidence);
  const auto estimate = [&](Eigen::Index i) {
    const double value = fit->coefficients[i], half = z * std::sqrt(covariance(i, i));
    return statistics::Estimate{value, value - half, value + half};
  };
  return Recalibration{estimate(0), estimate(1)};
}

}  // namespace gammafield::learning
