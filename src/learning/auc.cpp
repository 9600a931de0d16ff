#include "learning/auc.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

#include "statistics/quantile.h"

namespace gammafield::learning {
namespace {

using Values = std::vector<double>;

/// Ranks from 1; those that are equal share the middle of theirs.
Values midranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  Values ranks(values.size());
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    const double middle = (static_cast<double>(from + 1) + static_cast<double>(to)) / 2;
    for (std::size_t i = from; i < to; ++i) ranks[order[i]] = middle;
  }
  return ranks;
}

Values those(std::span<const double> values, Outcomes outcomes, bool happened) {
  Values kept;
  for (std::size_t i = 0; i < values.size(); ++i)
    if ((outcomes[i] != 0) == happened) kept.push_back(values[i]);
  return kept;
}

/// Each case's share of the other kind that it is rightly told from; the mean of either list is the area.
struct Placements {
  Values happened, did_not;
};

Placements placements(std::span<const double> scores, Outcomes outcomes) {
  assert(scores.size() == outcomes.size());
  const Values ranks = midranks(scores);
  const auto of = [&](bool happened, auto share) {
    Values among_all = those(ranks, outcomes, happened);
    const Values among_own = midranks(those(scores, outcomes, happened));
    const double others = static_cast<double>(scores.size() - among_own.size());
    for (std::size_t i = 0; i < among_all.size(); ++i) among_all[i] = share((among_all[i] - among_own[i]) / others);
    return among_all;
  };
  return {of(true, [](double below) { return below; }), of(false, [](double below) { return 1 - below; })};
}

double mean(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squared_error_of_mean(const Values& values) {
  const double middle = mean(values), n = static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  return squares / (n - 1) / n;
}

double standard_error(const Placements& of) {
  return std::sqrt(squared_error_of_mean(of.happened) + squared_error_of_mean(of.did_not));
}

bool enough(const Placements& of) { return of.happened.size() >= 2 && of.did_not.size() >= 2; }

Values less(Values of, const Values& subtracted) {
  for (std::size_t i = 0; i < of.size(); ++i) of[i] -= subtracted[i];
  return of;
}

}  // namespace

std::optional<double> auc(std::span<const double> scores, Outcomes outcomes) {
  const Placements placed = placements(scores, outcomes);
  if (placed.happened.empty() || placed.did_not.empty()) return std::nullopt;
  return mean(placed.happened);
}

std::optional<Auc> delong(std::span<const double> scores, Outcomes outcomes, double confidence) {
  const Placements placed = placements(scores, outcomes);
  if (!enough(placed)) return std::nullopt;
  const double area = mean(placed.happened), error = standard_error(placed);
  if (!(area > 0 && area < 1 && error > 0)) return std::nullopt;
  const double middle = std::log(area / (1 - area));
  const double half = statistics::two_sided_z(confidence) * error / (area * (1 - area));
  return Auc{
      {area, logistic(middle - half), logistic(middle + half)}, error, placed.happened.size(), placed.did_not.size()};
}

std::optional<AucDifference> delong_difference(std::span<const double> first, std::span<const double> second,
                                               Outcomes outcomes, double confidence) {
  const Placements a = placements(first, outcomes), b = placements(second, outcomes);
  if (!enough(a)) return std::nullopt;
  if (a.happened == b.happened && a.did_not == b.did_not) return AucDifference{};
  const Placements difference{less(a.happened, b.happened), less(a.did_not, b.did_not)};
  const double value = mean(difference.happened), error = standard_error(difference);
  if (!(error > 0)) return std::nullopt;
  const double half = statistics::two_sided_z(confidence) * error;
  return AucDifference{{value, value - half, value + half}, error, 2 * normal_share(-std::abs(value) / error)};
}

double hanley_mcneil_error(double area, std::size_t happened, std::size_t did_not) {
  const double n1 = static_cast<double>(happened), n0 = static_cast<double>(did_not), square = area * area;
  const double q1 = area / (2 - area), q2 = 2 * square / (1 + area);
  return std::sqrt((area * (1 - area) + (n1 - 1) * (q1 - square) + (n0 - 1) * (q2 - square)) / (n1 * n0));
}

}  // namespace gammafield::learning
