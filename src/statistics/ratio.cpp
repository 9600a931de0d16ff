#include "statistics/ratio.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace gammafield::statistics {
namespace {

constexpr double no_spread = 1e-20;  // of the squares that cancelled: what rounding leaves of them is 1e-32

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

std::vector<double> products(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> products(a.size());
  std::ranges::transform(a, b, products.begin(), std::multiplies{});
  return products;
}

}  // namespace

std::optional<Ratio> Ratio::of(const Column& column) {
  Ratio ratio;
  ratio.days_ = column.weight.size() - static_cast<std::size_t>(std::ranges::count(column.weight, 0));
  if (ratio.days_ < 2) return std::nullopt;
  ratio.weight_ = sum_of(column.weight);
  ratio.figure_ = sum_of(column.sum) / ratio.weight_;
  std::vector<double> left(column.sum.size());
  std::ranges::transform(column.sum, column.weight, left.begin(),
                         [&](double sum, double weight) { return sum - ratio.figure_ * weight; });
  const double squares = sum_of(products(left, left));
  if (squares <= no_spread * sum_of(products(column.sum, column.sum))) return std::nullopt;
  ratio.root_of_squares_ = std::sqrt(squares);
  const auto days = static_cast<double>(ratio.days_);
  ratio.correction_ = std::sqrt(days / (days - 1));
  ratio.terms_[2] = products(left, left);
  ratio.terms_[3] = products(left, column.weight);
  ratio.terms_[4] = products(column.weight, column.weight);
  ratio.terms_[1] = column.weight;
  ratio.terms_[0] = std::move(left);
  return ratio;
}

double Ratio::t(const double (&sums)[terms]) const {
  constexpr double rounding = 1e-12;
  const auto [left, weight, left2, left_weight, weight2] = sums;
  if (weight <= 0) return std::numeric_limits<double>::infinity();
  const double away = left / weight;
  const double squares = left2 - 2 * away * left_weight + away * away * weight2;
  if (squares <= rounding * (left2 + away * away * weight2)) return std::numeric_limits<double>::infinity();
  return std::abs(left) / (correction_ * std::sqrt(squares));
}

}  // namespace gammafield::statistics
