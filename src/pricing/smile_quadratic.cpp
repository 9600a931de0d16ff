#include "pricing/smile_quadratic.h"

#include <algorithm>

#include <eigen3/Eigen/Dense>

namespace gammafield::pricing {
namespace {

constexpr double floor_share = 0.25;  // of the lowest quote
constexpr double lee_slope_max = 2;

/// c0, c1, c2 over k in widths and w in its square.
Eigen::Vector3d coefficients(std::span<const SmileQuote> quotes, double width, int terms) {
  const double size = width * width;
  const auto rows = static_cast<Eigen::Index>(quotes.size());
  Eigen::MatrixXd a(rows, terms);
  Eigen::VectorXd b(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const SmileQuote& quote = quotes[static_cast<std::size_t>(i)];
    const double weight = size / quote.tolerance, x = quote.k / width;
    for (int term = 0; term < terms; ++term) a(i, term) = weight * (term == 0 ? 1 : term == 1 ? x : x * x);
    b[i] = weight * quote.w / size;
  }
  Eigen::Vector3d found = Eigen::Vector3d::Zero();
  found.head(terms) = a.colPivHouseholderQr().solve(b);
  return found;
}

}  // namespace

std::optional<CubicCurve> fit_quadratic(std::span<const SmileQuote> quotes) {
  if (quotes.size() < quadratic_quotes_min || !(quotes.front().k < quotes.back().k)) return std::nullopt;
  const double width = smile_width(quotes);
  Eigen::Vector3d c = coefficients(quotes, width, 3);
  if (!(c[2] >= 0)) c = coefficients(quotes, width, 2);
  if (!c.allFinite()) return std::nullopt;
  const auto knot = [&](double k) {
    const double x = k / width;
    return CubicCurve::Knot{k, width * width * (c[0] + x * (c[1] + x * c[2])), 2 * c[2]};
  };
  CubicCurve curve{.knots = {knot(quotes.front().k), knot(quotes.back().k)}};
  curve.floor = floor_share * std::ranges::min(quotes, {}, &SmileQuote::w).w;
  curve.left_slope = std::clamp(curve.slope_at_first(), -lee_slope_max, 0.0);
  curve.right_slope = std::clamp(curve.slope_at_last(), 0.0, lee_slope_max);
  return curve;
}

}  // namespace gammafield::pricing
