#include "pricing/parity_line.h"

#include <algorithm>
#include <cmath>

#include "pricing/robust.h"

namespace gammafield::pricing {
namespace {

constexpr double huber_tuning = 1.345;  // 95 % efficient on normal residuals
constexpr double drop_beyond = 4;       // scales
constexpr int rounds_max = 20;
constexpr double settled = 1e-7;      // relative change of the height, or dollars: a tick is 0.01
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

/// Residuals over their standard error, and their scale.
class Residuals {
 public:
  explicit Residuals(std::span<const ParityPoint> points) : points_(points), values_(points.size()) {
    roots_.reserve(points.size());
    for (const ParityPoint& p : points) roots_.push_back(std::sqrt(p.weight));
  }
  /// Of another line.
  void turn_to(const ParityLine& line) {
    for (std::size_t i = 0; i < points_.size(); ++i)
      values_[i] = (points_[i].difference - line.at(points_[i].strike)) * roots_[i];
    scale_ = std::max(scale_of_residuals(values_, room_), scale_floor);
  }
  [[nodiscard]] double size(std::size_t i) const { return std::abs(values_[i]); }
  [[nodiscard]] double scale() const { return scale_; }

 private:
  std::span<const ParityPoint> points_;
  std::vector<double> roots_, values_, room_;
  double scale_ = 0;
};

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

ParityLine huber_line(std::span<const ParityPoint> points, Residuals& residuals) {
  std::vector<double> weights = quote_weights(points);
  ParityLine line = least_squares(points, weights);
  for (int round = 0; round < rounds_max; ++round) {
    residuals.turn_to(line);
    const double limit = huber_tuning * residuals.scale();
    for (std::size_t i = 0; i < points.size(); ++i)
      weights[i] = points[i].weight * std::min(1.0, limit / std::max(residuals.size(i), scale_floor));
    const double before = line.height;
    line = least_squares(points, weights);
    if (std::abs(line.height - before) <= settled * std::max(std::abs(before), 1.0)) break;
  }
  add_sandwich(line, points, weights);
  return line;
}

std::vector<ParityPoint> without_outliers(std::span<const ParityPoint> points, const Residuals& residuals) {
  const double limit = drop_beyond * residuals.scale();
  std::vector<ParityPoint> kept;
  kept.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    if (residuals.size(i) <= limit) kept.push_back(points[i]);
  return kept;
}

}  // namespace

ParityLine robust_parity_line(std::vector<ParityPoint> points) {
  Residuals residuals{points};
  const ParityLine first = huber_line(points, residuals);
  residuals.turn_to(first);
  const std::vector<ParityPoint> kept = without_outliers(points, residuals);
  if (kept.size() == points.size() || kept.size() < 2) return first;
  Residuals of_kept{kept};
  return huber_line(kept, of_kept);
}

}  // namespace gammafield::pricing
