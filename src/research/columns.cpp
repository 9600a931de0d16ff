#include "research/columns.h"

#include <algorithm>

#include <Eigen/QR>

namespace gammafield::research {

statistics::Column empty_column(std::size_t days) {
  return {std::vector<double>(days, 0.0), std::vector<double>(days, 0.0)};
}

std::size_t row_of(std::span<const market::Date> sessions, market::Date session) {
  return static_cast<std::size_t>(std::ranges::lower_bound(sessions, session) - sessions.begin());
}

void add_to(statistics::Column& column, std::size_t row, double sum, double weight) {
  column.sum[row] += sum;
  column.weight[row] += weight;
}

statistics::Column coefficient_column(std::span<const Observation> observations, std::size_t days) {
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
  const Eigen::MatrixXd left = both - others * others.colPivHouseholderQr().solve(both);
  constexpr double nothing_left = 1e-20;  // of x's own square: rounding
  if (left.col(0).squaredNorm() <= nothing_left * both.col(0).squaredNorm()) return column;
  for (Eigen::Index i = 0; i < n; ++i)
    add_to(column, observations[static_cast<std::size_t>(i)].row, left(i, 0) * left(i, 1), left(i, 0) * left(i, 0));
  return column;
}

}  // namespace gammafield::research
