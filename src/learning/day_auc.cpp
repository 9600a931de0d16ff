#include "learning/day_auc.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

#include "base/side_by_side.h"
#include "statistics/day_draws.h"

namespace gammafield::learning {
namespace {

using statistics::BootstrapRule;
using statistics::Estimate;

using Counts = std::vector<double>;  // how often each day is in a draw

/// Sorted once, so that the area of any draw of days takes one pass.
class SortedCases {
 public:
  SortedCases(std::span<const double> scores, Outcomes outcomes, Days days) {
    assert(scores.size() == outcomes.size() && scores.size() == days.size());
    for (std::size_t i = 0; i < scores.size(); ++i) cases_.push_back({scores[i], days[i], outcomes[i] != 0});
    std::sort(cases_.begin(), cases_.end(), [](const Case& a, const Case& b) { return a.score < b.score; });
  }

  /// Each case as often as its day. Whole numbers throughout, so exact below 2^53 pairs.
  [[nodiscard]] std::optional<double> area(const Counts& counts) const {
    double below = 0, happened = 0, pairs = 0;  // `below`: those that did not happen, so far
    for (std::size_t from = 0, to = 0; from < cases_.size(); from = to) {
      double tied[2] = {0, 0};
      for (; to < cases_.size() && cases_[to].score == cases_[from].score; ++to)
        tied[cases_[to].happened ? 1 : 0] += counts[cases_[to].day];
      pairs += tied[1] * (below + tied[0] / 2);
      below += tied[0];
      happened += tied[1];
    }
    if (below == 0 || happened == 0) return std::nullopt;
    return pairs / (below * happened);
  }

 private:
  struct Case {
    double score;
    std::uint32_t day;
    bool happened;
  };
  std::vector<Case> cases_;
};

std::size_t number_of(Days days) {
  return days.empty() ? 0 : std::size_t{*std::max_element(days.begin(), days.end())} + 1;
}

using Figure = std::function<std::optional<double>(const Counts&)>;

/// The quantile of what is sorted, on the line between neighbours.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

/// Of a figure that lies in [least, 1].
std::optional<Estimate> by_days(std::size_t days, const BootstrapRule& rule, double least, const Figure& figure) {
  if (days < 2) return std::nullopt;
  const auto value = figure(Counts(days, 1));
  if (!value) return std::nullopt;
  std::vector<std::optional<double>> drawn(rule.resamples);
  base::side_by_side(rule.resamples, rule.threads, [&](std::size_t i) {
    Counts counts(days);
    statistics::draw_days(rule, i, counts);
    drawn[i] = figure(counts);
  });
  std::vector<double> found;
  for (const auto& one : drawn)
    if (one) found.push_back(*one);
  const double tail = (1 - rule.confidence) / 2;
  const double lost = static_cast<double>(drawn.size() - found.size());
  if (found.empty() || lost > 2 * tail * static_cast<double>(drawn.size())) return std::nullopt;
  std::sort(found.begin(), found.end());
  const double wider = statistics::block_scale(days, rule.mean_block, rule.confidence).one;
  const auto end = [&](double share) {
    return std::clamp(*value + wider * (quantile(found, share) - *value), least, 1.0);
  };
  return Estimate{*value, end(tail), end(1 - tail)};
}

}  // namespace

std::optional<Estimate> auc_by_days(std::span<const double> scores, Outcomes outcomes, Days days,
                                    const BootstrapRule& rule) {
  const SortedCases cases{scores, outcomes, days};
  return by_days(number_of(days), rule, 0, [&](const Counts& counts) { return cases.area(counts); });
}

std::optional<Estimate> auc_difference_by_days(std::span<const double> first, std::span<const double> second,
                                               Outcomes outcomes, Days days, const BootstrapRule& rule) {
  const SortedCases a{first, outcomes, days}, b{second, outcomes, days};
  return by_days(number_of(days), rule, -1, [&](const Counts& counts) -> std::optional<double> {
    const auto one = a.area(counts), other = b.area(counts);
    if (!one || !other) return std::nullopt;
    return *one - *other;
  });
}

}  // namespace gammafield::learning
