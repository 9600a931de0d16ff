#include "statistics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <utility>

#include <Eigen/Dense>

#include "base/side_by_side.h"
#include "statistics/day_draws.h"
#include "statistics/ratio.h"

namespace gammafield::statistics {
namespace {

using Matrix = Eigen::MatrixXd;
using Index = Eigen::Index;

constexpr std::size_t chunk =
    250;  // resamples; fixed, as the order in which a product is summed may depend on its size

/// A column that has a t, and what is found of it.
struct Candidate {
  std::size_t column;
  Ratio ratio;
  double t = 0;      ///< observed, |t|
  double reach = 0;  ///< the |t| at the edge of the interval
  double p = 1, p_max = 1;
};

std::vector<Candidate> candidates(std::span<const Column> columns, double null_value) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto ratio = Ratio::of(columns[i]);
    if (!ratio) continue;
    const double t = std::abs(ratio->figure() - null_value) / ratio->standard_error();
    candidates.push_back({.column = i, .ratio = *std::move(ratio), .t = t});
  }
  return candidates;
}

/// What is summed over days: a row a day, for each candidate its terms side by side.
Matrix terms_of(const std::vector<Candidate>& candidates, std::size_t days) {
  Matrix terms(static_cast<Index>(days), static_cast<Index>(candidates.size() * Ratio::terms));
  Index next = 0;
  for (const Candidate& candidate : candidates) {
    for (std::size_t i = 0; i < Ratio::terms; ++i)
      terms.col(next++) = Eigen::VectorXd::Map(candidate.ratio.term(i).data(), terms.rows());
  }
  return terms;
}

/// The |t| of every resample, a row each, of every candidate.
Matrix resampled(const std::vector<Candidate>& candidates, std::size_t days, const BootstrapRule& rule,
                 const std::function<void(double done)>& progress) {
  const Matrix terms = terms_of(candidates, days);
  Matrix t(static_cast<Index>(rule.resamples), static_cast<Index>(candidates.size()));
  const std::size_t chunks = (rule.resamples + chunk - 1) / chunk;
  std::mutex telling;
  std::size_t done = 0;
  base::side_by_side(chunks, rule.threads, [&](std::size_t part) {
    const std::size_t first = part * chunk, n = std::min(chunk, rule.resamples - first);
    Matrix times(terms.rows(), static_cast<Index>(chunk));
    for (std::size_t i = 0; i < chunk; ++i) draw_days(rule, first + i, {times.col(static_cast<Index>(i)).data(), days});
    const Matrix sums = terms.transpose() * times;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < candidates.size(); ++k) {
        double of_one[Ratio::terms];
        std::copy_n(&sums(static_cast<Index>(k * Ratio::terms), static_cast<Index>(i)), Ratio::terms, of_one);
        t(static_cast<Index>(first + i), static_cast<Index>(k)) = candidates[k].ratio.t(of_one);
      }
    }
    if (!progress) return;
    const std::scoped_lock lock{telling};
    progress(static_cast<double>(++done) / static_cast<double>(chunks));
  });
  return t;
}

/// (1 + the resamples at least as extreme) / (1 + resamples); `t` of resamples.
double p_of(const auto& t, double scale, double observed) {
  constexpr double rounding = 1e-9;  // resamples of few events repeat the observed t but for its last bits
  const auto extreme = std::ranges::count_if(t, [&](double one) { return one * scale >= observed * (1 - rounding); });
  return static_cast<double>(1 + extreme) / static_cast<double>(1 + t.size());
}

/// The reach that leaves out just the null values whose p is at most 1 - confidence; infinite where none has one.
double reach_of(std::vector<double> t, double scale, double confidence) {
  const double outside = (1 - confidence) * static_cast<double>(t.size() + 1);
  const auto rank = static_cast<std::ptrdiff_t>(outside * (1 + 1e-12));
  if (rank < 1) return std::numeric_limits<double>::infinity();
  const auto nth = t.begin() + rank - 1;
  std::ranges::nth_element(t, nth, std::greater{});
  return *nth * scale;
}

/// Romano and Wolf's step-down: the most extreme against the largest t of all, the next against the largest of the
/// rest, and so on; none less than one before it, nor than by itself. `order`: columns of t, the most extreme first.
void test_together(std::vector<Candidate>& candidates, const Matrix& t, double scale,
                   const std::vector<std::size_t>& order) {
  Eigen::VectorXd largest = Eigen::VectorXd::Zero(t.rows());
  for (std::size_t i = order.size(); i-- > 0;) {
    Candidate& candidate = candidates[order[i]];
    largest = largest.cwiseMax(t.col(static_cast<Index>(order[i])));
    candidate.p_max = std::max(candidate.p, p_of(largest, scale, candidate.t));
  }
  double most = 0;
  for (const std::size_t k : order) candidates[k].p_max = most = std::max(most, candidates[k].p_max);
}

Tested tested_of(const Candidate& candidate) {
  const Ratio& ratio = candidate.ratio;
  const double half = candidate.reach * ratio.standard_error();
  return {{ratio.figure(), ratio.figure() - half, ratio.figure() + half},
          ratio.standard_error(),
          candidate.p,
          candidate.p_max,
          ratio.days(),
          ratio.weight()};
}

}  // namespace

std::vector<std::optional<Tested>> tested(std::span<const Column> columns, double null_value, const BootstrapRule& rule,
                                          const std::function<void(double done)>& progress) {
  std::vector<std::optional<Tested>> results(columns.size());
  if (columns.empty() || columns[0].weight.size() < 2) return results;
  const std::size_t days = columns[0].weight.size();
  const BlockScale scale = block_scale(days, rule.mean_block, rule.confidence);
  auto found = candidates(columns, null_value);
  const Matrix t = resampled(found, days, rule, progress);
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < found.size(); ++k) {
    const auto column = t.col(static_cast<Index>(k));
    found[k].p = p_of(column, scale.one, found[k].t);
    found[k].reach = reach_of({column.begin(), column.end()}, scale.one, rule.confidence);
    if (std::isfinite(found[k].reach * found[k].ratio.standard_error())) order.push_back(k);
  }
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return std::pair{-found[a].t, a} < std::pair{-found[b].t, b}; });
  test_together(found, t, scale.most, order);
  for (const std::size_t k : order) results[found[k].column] = tested_of(found[k]);
  return results;
}

}  // namespace gammafield::statistics
