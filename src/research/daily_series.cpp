#include "research/daily_series.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "research/columns.h"

namespace gammafield::research {
namespace {

constexpr std::size_t days_of_volatility = 20;
constexpr double smallest_move = 1e-4;  // 0.01 %: keeps a day without any move finite

std::vector<double> returns_of(std::span<const DailyFigure> series) {
  std::vector<double> returns(series.size(), 0.0);
  for (std::size_t i = 1; i < series.size(); ++i) returns[i] = std::log(series[i].price / series[i - 1].price);
  return returns;
}

double mean_size(std::span<const double> returns) {
  const double sum =
      std::accumulate(returns.begin(), returns.end(), 0.0, [](double total, double r) { return total + std::abs(r); });
  return sum / static_cast<double>(returns.size());
}

MeasuredCell coefficient(std::string_view name, std::span<const Observation> observations, std::size_t days,
                         Spread spread) {
  MeasuredCell cell;
  cell.keys = {{"figure", std::string(name)}};
  cell.measure = "slope";
  cell.figure = coefficient_column(observations, days, spread);
  cell.counts = {{"observations", static_cast<double>(observations.size())}};
  cell.comparisons = {{"no_slope", cell.figure}};
  return cell;
}

}  // namespace

std::vector<MeasuredCell> next_day(std::span<const DailyFigure> series, std::size_t known_after) {
  const auto returns = returns_of(series);
  std::vector<double> gex;
  for (const auto& day : series) gex.push_back(day.gex);
  const auto ranks = ranks_of(gex);
  std::vector<Observation> by_rank, by_quarter, below, above, difference;
  for (std::size_t day = days_of_volatility + 1 + known_after; day < series.size(); ++day) {
    const auto known = day - 1 - known_after;
    const double size = std::log(std::abs(returns[day]) + smallest_move);
    const double before =
        std::log(mean_size(std::span(returns).subspan(day - days_of_volatility, days_of_volatility)) + smallest_move);
    by_rank.push_back({day, size, ranks[known], {before}});
    by_quarter.push_back({day, size, ranks[known] < 0.25 ? 1.0 : 0.0, {before}});
    const double is_below = series[known].gex < 0 ? 1 : 0;
    (is_below > 0 ? below : above).push_back({day, returns[day], returns[day - 1], {}});
    difference.push_back({day, returns[day], is_below * returns[day - 1], {is_below, returns[day - 1]}});
  }
  const auto days = series.size();
  std::vector<MeasuredCell> cells{coefficient("calm_by_rank", by_rank, days, Spread::bounded),
                                  coefficient("calm_lowest_quarter", by_quarter, days, Spread::bounded),
                                  coefficient("momentum_difference", difference, days, Spread::tailed),
                                  coefficient("momentum_below_0", below, days, Spread::tailed),
                                  coefficient("momentum_above_0", above, days, Spread::tailed)};
  cells.front().primary = true;
  return cells;
}

}  // namespace gammafield::research
