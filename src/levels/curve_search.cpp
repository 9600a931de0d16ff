#include "levels/curve_search.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace gammafield::levels {
namespace {

constexpr int brent_steps_max = 200;      // a bisection of the widest bracket of doubles needs fewer
constexpr double root_precision = 1e-13;  // of spot
constexpr int steps_before_jumps = 5;     // a smooth curve's root is found by then
constexpr double golden = 1 / std::numbers::phi;
constexpr double golden_precision = 1e-12;  // of spot

bool opposite(double a, double b) { return (a < 0) != (b < 0); }

/// State of Brent's method (R. P. Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4): b is the best
/// estimate, a the one before, and the root lies between b and c.
struct Brent {
  CurvePoint a, b, c;
  double step = 0, step_before = 0;

  [[nodiscard]] static Brent between(const CurvePoint& low, const CurvePoint& high) {
    Brent search{low, high, low, 0, 0};
    search.restart_bracket();
    return search;
  }
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

  /// True where interpolation says that b is the root to within the tolerance.
  [[nodiscard]] bool choose_step(double tolerance) {
    const bool may_interpolate = std::abs(step_before) >= tolerance && std::abs(a.value) > std::abs(b.value);
    auto [p, q] = may_interpolate ? interpolation() : std::pair{0.0, 0.0};
    if (p > 0) q = -q;
    p = std::abs(p);
    const double limit = std::min(3 * half_width() * q - std::abs(tolerance * q), std::abs(step_before * q));
    const bool good = may_interpolate && 2 * p < limit;
    step_before = good ? step : half_width();
    step = good ? p / q : half_width();
    return std::abs(step) <= tolerance;
  }

  void take_step(const Curve& curve) {
    a = b;
    b.spot = market::Spot{b.spot.value() + step};
    b.value = curve(b.spot);
    if (!opposite(b.value, c.value)) restart_bracket();
  }
};

class CrossingSearch {
 public:
  /// Low and high in either order.
  CrossingSearch(const Curve& curve, const Jumps& jumps, const CurvePoint& low, const CurvePoint& high)
      : curve_(curve), jumps_(jumps), brent_(Brent::between(low, high)) {}

  [[nodiscard]] market::Spot root() {
    for (int i = 0; i < brent_steps_max; ++i) {
      if (jumps_ && i == steps_before_jumps && resolved_jumps()) break;
      brent_.put_best_first();
      const double tolerance = root_precision * brent_.b.spot.value();
      if (brent_.b.value == 0 || std::abs(brent_.half_width()) <= tolerance) break;
      if (brent_.choose_step(tolerance)) break;
      brent_.take_step(curve_);
    }
    return brent_.b.spot;
  }

 private:
  [[nodiscard]] CurvePoint at(double spot) const { return {market::Spot{spot}, curve_(market::Spot{spot})}; }

  /// Leaves a bracket without a jump; true where a jump is what was looked for.
  [[nodiscard]] bool resolved_jumps() {
    CurvePoint low = brent_.b, high = brent_.c;
    if (low.spot > high.spot) std::swap(low, high);
    std::vector<market::Spot> jumps = jumps_(low.spot, high.spot);
    while (!jumps.empty()) {
      const auto middle = jumps.begin() + static_cast<std::ptrdiff_t>(jumps.size() / 2);
      const double jump = middle->value();
      const CurvePoint before = at(jump * (1 - root_precision)), after = at(jump * (1 + root_precision));
      if (opposite(before.value, after.value)) {
        brent_.b = std::abs(before.value) < std::abs(after.value) ? before : after;
        return true;
      }
      if (opposite(low.value, before.value)) {
        high = before;
        jumps.erase(middle, jumps.end());
      } else {
        low = after;
        jumps.erase(jumps.begin(), middle + 1);
      }
    }
    brent_ = Brent::between(low, high);
    return false;
  }

  const Curve& curve_;
  const Jumps& jumps_;
  Brent brent_;
};

}  // namespace

market::Spot crossing(const Curve& curve, CurvePoint low, CurvePoint high, const Jumps& jumps) {
  assert(low.value == 0 || high.value == 0 || opposite(low.value, high.value));
  return low.value == 0 ? low.spot : CrossingSearch{curve, jumps, low, high}.root();
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
