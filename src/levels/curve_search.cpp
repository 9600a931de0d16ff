#include "levels/curve_search.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace gammafield::levels {
namespace {

constexpr int brent_steps_max = 200;  // a bisection of the widest bracket of doubles needs fewer
constexpr double golden = 1 / std::numbers::phi;
constexpr double golden_precision = 1e-12;  // of spot

bool opposite(double a, double b) { return (a < 0) != (b < 0); }

/// State of Brent's method (R. P. Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4): b is the best
/// estimate, a the one before, and the root lies between b and c.
struct Brent {
  CurvePoint a, b, c;
  double step = 0, step_before = 0;

  [[nodiscard]] double half_width() const { return 0.5 * (c.spot.value() - b.spot.value()); }

  void restart_bracket() {
    c = a;
    step = step_before = b.spot.value() - a.spot.value();
  }

  void put_best_first() {
    if (std::abs(c.value) >= std::abs(b.value)) return;
    a = std::exchange(b, c);
    c = a;
  }

  /// Secant, or inverse quadratic interpolation, as a fraction p/q.
  [[nodiscard]] std::pair<double, double> interpolation() const {
    const double s = b.value / a.value;
    if (a.spot == c.spot) return {2 * half_width() * s, 1 - s};
    const double q = a.value / c.value, r = b.value / c.value;
    const double p = s * (2 * half_width() * q * (q - r) - (b.spot.value() - a.spot.value()) * (r - 1));
    return {p, (q - 1) * (r - 1) * (s - 1)};
  }

  void choose_step(double tolerance) {
    const bool may_interpolate = std::abs(step_before) >= tolerance && std::abs(a.value) > std::abs(b.value);
    auto [p, q] = may_interpolate ? interpolation() : std::pair{0.0, 0.0};
    if (p > 0) q = -q;
    p = std::abs(p);
    const double limit = std::min(3 * half_width() * q - std::abs(tolerance * q), std::abs(step_before * q));
    const bool good = may_interpolate && 2 * p < limit;
    step_before = good ? step : half_width();
    step = good ? p / q : half_width();
  }
};

}  // namespace

market::Spot crossing(const Curve& curve, CurvePoint low, CurvePoint high) {
  assert(low.value == 0 || high.value == 0 || opposite(low.value, high.value));
  if (low.value == 0) return low.spot;
  Brent search{low, high, low, 0, 0};
  search.restart_bracket();
  for (int i = 0; i < brent_steps_max; ++i) {
    search.put_best_first();
    const double tolerance = 2 * std::numeric_limits<double>::epsilon() * search.b.spot.value();
    if (search.b.value == 0 || std::abs(search.half_width()) <= tolerance) break;
    search.choose_step(tolerance);
    search.a = search.b;
    const double step = std::abs(search.step) > tolerance ? search.step : std::copysign(tolerance, search.half_width());
    search.b.spot = market::Spot{search.b.spot.value() + step};
    search.b.value = curve(search.b.spot);
    if (!opposite(search.b.value, search.c.value)) search.restart_bracket();
  }
  return search.b.spot;
}

CurvePoint lowest_point(const Curve& curve, market::Spot low, market::Spot high) {
  double a = low.value(), b = high.value();
  const auto point = [&](double spot) { return CurvePoint{market::Spot{spot}, curve(market::Spot{spot})}; };
  CurvePoint left = point(b - golden * (b - a)), right = point(a + golden * (b - a));
  while (b - a > golden_precision * b && left.value >= 0 && right.value >= 0) {
    if (left.value < right.value) {
      b = right.spot.value();
      right = std::exchange(left, point(b - golden * (b - a)));
    } else {
      a = left.spot.value();
      left = std::exchange(right, point(a + golden * (b - a)));
    }
  }
  return left.value < right.value ? left : right;
}

}  // namespace gammafield::levels
