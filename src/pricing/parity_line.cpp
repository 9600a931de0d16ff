#include "pricing/parity_line.h"

#include <algorithm>
#include <cmath>

#include "pricing/robust.h"

namespace gammafield::pricing {
namespace {

constexpr double huber_tuning = 1.345;  // 95 % efficient on normal residuals
constexpr double drop_beyond = 4;       // scales
constexpr int rounds_max = 20;
constexpr double settled = 1e-12;     // relative change of the height
constexpr double scale_floor = 1e-9;  // of a standardised residual: exact quotes leave rounding only

/// Sums of the weighted least-squares problem about its own centre.
ParityLine least_squares(std::span<const ParityPoint> points, std::span<const double> weights) {
  double total = 0, strike = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    total += weights[i];
    strike += weights[i] * points[i].strike;
  }
  ParityLine line{.centre = strike / total};
  double y = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = points[i].strike - line.centre;
    y += weights[i] * points[i].difference;
    xx += weights[i] * x * x;
    xy += weights[i] * x * points[i].difference;
  }
  line.height = y / total;
  line.slope = xx > 0 ? xy / xx : 0;
  return line;
}

std::vector<double> standardised_residuals(std::span<const ParityPoint> points, const ParityLine& line) {
  std::vector<double> residuals;
  residuals.reserve(points.size());
  for (const ParityPoint& p : points) residuals.push_back((p.difference - line.at(p.strike)) * std::sqrt(p.weight));
  return residuals;
}

double scale_of(const std::vector<double>& residuals) { return std::max(scale_of_residuals(residuals), scale_floor); }

std::vector<double> quote_weights(std::span<const ParityPoint> points) {
  std::vector<double> weights;
  weights.reserve(points.size());
  for (const ParityPoint& p : points) weights.push_back(p.weight);
  return weights;
}

/// Symmetric 2 x 2 sums over (1, x), x the distance from the centre.
struct Moments {
  double m00 = 0, m01 = 0, m11 = 0;
  void add(double weight, double x) {
    m00 += weight;
    m01 += weight * x;
    m11 += weight * x * x;
  }
};

/// The sandwich A^-1 B A^-1 of Huber's estimator: A counts the points that still pull in proportion, B the squared
/// pulls.
void add_sandwich(ParityLine& line, std::span<const ParityPoint> points, std::span<const double> weights) {
  Moments a, b;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = points[i].strike - line.centre;
    const double pull = weights[i] * (points[i].difference - line.at(points[i].strike));
    if (weights[i] == points[i].weight) a.add(weights[i], x);
    b.add(pull * pull, x);
  }
  const double determinant = a.m00 * a.m11 - a.m01 * a.m01;
  if (!(determinant > 0)) return;
  const double i00 = a.m11 / determinant, i01 = -a.m01 / determinant, i11 = a.m00 / determinant;
  line.height_variance = i00 * i00 * b.m00 + 2 * i00 * i01 * b.m01 + i01 * i01 * b.m11;
  line.slope_variance = i01 * i01 * b.m00 + 2 * i01 * i11 * b.m01 + i11 * i11 * b.m11;
  line.covariance = i00 * i01 * b.m00 + (i00 * i11 + i01 * i01) * b.m01 + i01 * i11 * b.m11;
}

ParityLine huber_line(std::span<const ParityPoint> points) {
  std::vector<double> weights = quote_weights(points);
  ParityLine line = least_squares(points, weights);
  for (int round = 0; round < rounds_max; ++round) {
    const std::vector<double> residuals = standardised_residuals(points, line);
    const double limit = huber_tuning * scale_of(residuals);
    for (std::size_t i = 0; i < points.size(); ++i)
      weights[i] = points[i].weight * std::min(1.0, limit / std::max(std::abs(residuals[i]), scale_floor));
    const double before = line.height;
    line = least_squares(points, weights);
    if (std::abs(line.height - before) <= settled * std::max(std::abs(before), 1.0)) break;
  }
  add_sandwich(line, points, weights);
  return line;
}

std::vector<ParityPoint> without_outliers(std::span<const ParityPoint> points, const ParityLine& line) {
  const std::vector<double> residuals = standardised_residuals(points, line);
  const double limit = drop_beyond * scale_of(residuals);
  std::vector<ParityPoint> kept;
  kept.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    if (std::abs(residuals[i]) <= limit) kept.push_back(points[i]);
  return kept;
}

}  // namespace

ParityLine robust_parity_line(std::vector<ParityPoint> points) {
  const ParityLine first = huber_line(points);
  const std::vector<ParityPoint> kept = without_outliers(points, first);
  return kept.size() < points.size() && kept.size() >= 2 ? huber_line(kept) : first;
}

}  // namespace gammafield::pricing
