#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "market/date.h"
#include "research/finding.h"
#include "statistics/panel.h"

/// Columns of days, filled as studies go through them.
namespace gammafield::research {

[[nodiscard]] statistics::Column empty_column(std::size_t days);
/// Requires the session among them.
[[nodiscard]] std::size_t row_of(std::span<const market::Date> sessions, market::Date session);
void add_to(statistics::Column&, std::size_t row, double sum, double weight);

/// One observation of a regression, on its day.
struct Observation {
  std::size_t row = 0;
  double y = 0, x = 0;
  std::vector<double> controls = {};  ///< as many in each
};

/// The coefficient of x in the least squares of y on an intercept, x and the controls, as a figure of days: with what
/// the others leave of x and of y, sum(x y) / sum(x x) (Frisch and Waugh 1933). So that it is resampled by days like
/// any other figure. Empty weights where there are fewer observations than coefficients and two, or the others make up
/// x.
[[nodiscard]] statistics::Column coefficient_column(std::span<const Observation>, std::size_t days);

}  // namespace gammafield::research
