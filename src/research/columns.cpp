#include "research/columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/QR>

namespace gammafield::research {

using statistics::Column;

Column empty_column(std::size_t days) { return {std::vector<double>(days, 0.0), std::vector<double>(days, 0.0)}; }

std::size_t row_of(std::span<const market::Date> sessions, market::Date session) {
  return static_cast<std::size_t>(std::ranges::lower_bound(sessions, session) - sessions.begin());
}

void add_to(Column& column, std::size_t row, double sum, double weight) {
  column.sum[row] += sum;
  column.weight[row] += weight;
}

std::size_t days_in(const Column& column) {
  return static_cast<std::size_t>(std::ranges::count_if(column.weight, [](double weight) { return weight > 0; }));
}

double total(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

MeasuredComparison shares_compared(std::string against, const Column& first, const Column& second) {
  const std::size_t days = first.sum.size();
  MeasuredComparison compared{std::move(against), empty_column(days), std::min(days_in(first), days_in(second))};
  if (compared.days == 0) return compared;
  const double n = total(first.weight), m = total(second.weight);
  const double of_both = (total(first.sum) + total(second.sum)) / (n + m);
  const auto has_one = [&](std::size_t day) { return first.weight[day] > 0 || second.weight[day] > 0; };
  double counted = 0;
  for (std::size_t day = 0; day < days; ++day) counted += has_one(day) ? 1 : 0;
  for (std::size_t day = 0; day < days; ++day) {
    if (!has_one(day)) continue;
    const double more_of_first = (first.sum[day] - of_both * first.weight[day]) / n;
    const double more_of_second = (second.sum[day] - of_both * second.weight[day]) / m;
    add_to(compared.difference, day, counted * (more_of_first - more_of_second), 1);
  }
  return compared;
}

void compare_shares(MeasuredCell& cell, std::span<const Baseline> baselines, std::span<const Column> of_levels) {
  for (std::size_t i = 0; i < baselines.size(); ++i)
    cell.comparisons.push_back(shares_compared(std::string(to_string(baselines[i])), cell.figure, of_levels[i]));
}

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const double last = std::max(1.0, static_cast<double>(sorted.size()) - 1);
  std::vector<double> ranks;
  for (const double value : values) {
    const auto [low, high] = std::ranges::equal_range(sorted, value);
    ranks.push_back(0.5 * static_cast<double>((low - sorted.begin()) + (high - sorted.begin()) - 1) / last);
  }
  return ranks;
}

Column coefficient_column(std::span<const Observation> observations, std::size_t days, Spread spread) {
  auto column = empty_column(days);
  if (observations.empty()) return column;
  const auto controls = observations.front().controls.size();
  if (observations.size() < controls + 4) return column;
  const auto n = static_cast<Eigen::Index>(observations.size());
  Eigen::MatrixXd others(n, static_cast<Eigen::Index>(controls + 1));
  Eigen::MatrixXd both(n, 2);  // x, y
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& observation = observations[static_cast<std::size_t>(i)];
    others(i, 0) = 1;
    for (std::size_t k = 0; k < controls; ++k) others(i, static_cast<Eigen::Index>(k + 1)) = observation.controls[k];
    both(i, 0) = observation.x;
    both(i, 1) = observation.y;
  }
  const auto solver = others.colPivHouseholderQr();
  const Eigen::MatrixXd left = both - others * solver.solve(both);
  const double square = left.col(0).squaredNorm();
  constexpr double nothing_left = 1e-20;  // of x's own square: rounding
  if (square <= nothing_left * both.col(0).squaredNorm()) return column;
  const double slope = left.col(0).dot(left.col(1)) / square;
  Eigen::VectorXd score(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double pull = spread == Spread::tailed ? left(i, 0) * left(i, 0) / square : 0;
    score(i) = left(i, 0) * (left(i, 1) - slope * left(i, 0)) / std::sqrt(std::max(1e-9, 1 - pull));
  }
  score.array() -= score.mean();
  for (Eigen::Index i = 0; i < n; ++i) {
    const double weight = left(i, 0) * left(i, 0);
    add_to(column, observations[static_cast<std::size_t>(i)].row, slope * weight + score(i), weight);
  }
  return column;
}

}  // namespace gammafield::research
