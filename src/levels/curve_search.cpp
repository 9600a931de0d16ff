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
constexpr int cubic_steps = 4;            // of Newton's method, on the cubic
constexpr int steps_before_jumps = 5;     // a smooth curve's root is found by then
constexpr double golden = 1 / std::numbers::phi;
constexpr double golden_precision = 1e-12;  // of spot

bool opposite(double a, double b) { return (a < 0) != (b < 0); }

double spread(const CurvePoint& from, const CurvePoint& to) { return to.spot.value() - from.spot.value(); }

/// A cubic through four points, by Newton's divided differences.
class Cubic {
 public:
  explicit Cubic(const std::array<CurvePoint, 4>& through) : at_(through) {
    for (std::size_t i = 0; i < 4; ++i) difference_[i] = through[i].value;
    for (std::size_t order = 1; order < 4; ++order)
      for (std::size_t i = 3; i >= order; --i)
        difference_[i] = (difference_[i] - difference_[i - 1]) / spread(through[i - order], through[i]);
  }
  struct Value {
    double value = 0, slope = 0;
  };
  [[nodiscard]] Value operator()(double spot) const {
    Value out{difference_[3], 0};
    for (std::size_t i = 3; i-- > 0;) {
      const double x = spot - at_[i].spot.value();
      out.slope = out.slope * x + out.value;
      out.value = out.value * x + difference_[i];
    }
    return out;
  }

 private:
  std::array<CurvePoint, 4> at_;
  std::array<double, 4> difference_{};
};

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

/// Two points of opposite sign, that draw nearer with every further one.
struct Bracketed {
  CurvePoint low, high;

  void add(const CurvePoint& point) { (opposite(low.value, point.value) ? high : low) = point; }
  [[nodiscard]] bool holds(double spot) const { return spot > low.spot.value() && spot < high.spot.value(); }
  [[nodiscard]] const CurvePoint& opposite_of(const CurvePoint& point) const {
    return opposite(low.value, point.value) ? low : high;
  }
};

class CrossingSearch {
 public:
  CrossingSearch(const Curve& curve, const CurveKnown& known, Bracketed bracket)
      : curve_(curve), known_(known), brent_(Brent::between(bracket.low, bracket.high)) {
    if (known.beyond)
      begin_at_cubic(bracket, Cubic{{(*known.beyond)[0], bracket.low, bracket.high, (*known.beyond)[1]}});
  }

  [[nodiscard]] market::Spot root() {
    for (int i = 0; i < brent_steps_max; ++i) {
      if (known_.jumps && i == steps_before_jumps && resolved_jumps()) break;
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

  /// The first two points: the cubic's root, and a step from there by the cubic's slope.
  void begin_at_cubic(Bracketed bracket, const Cubic& cubic) {
    double spot = bracket.low.spot.value() -
                  bracket.low.value * spread(bracket.low, bracket.high) / (bracket.high.value - bracket.low.value);
    for (int i = 0; i < cubic_steps; ++i) spot -= cubic(spot).value / cubic(spot).slope;
    if (!bracket.holds(spot)) return;
    const CurvePoint first = at(spot);
    bracket.add(first);
    brent_ = Brent::between(bracket.low, bracket.high);
    spot -= first.value / cubic(spot).slope;
    if (!bracket.holds(spot)) return;
    const CurvePoint second = at(spot);
    bracket.add(second);
    brent_ = {first, second, bracket.opposite_of(second), spread(first, second), spread(first, second)};
  }

  /// Leaves a bracket without a jump; true where a jump is what was looked for.
  [[nodiscard]] bool resolved_jumps() {
    Bracketed bracket{brent_.b, brent_.c};
    if (bracket.low.spot > bracket.high.spot) std::swap(bracket.low, bracket.high);
    std::vector<market::Spot> jumps = known_.jumps(bracket.low.spot, bracket.high.spot);
    while (!jumps.empty()) {
      const auto middle = jumps.begin() + static_cast<std::ptrdiff_t>(jumps.size() / 2);
      const double jump = middle->value();
      const CurvePoint before = at(jump * (1 - root_precision)), after = at(jump * (1 + root_precision));
      if (opposite(before.value, after.value)) {
        brent_.b = std::abs(before.value) < std::abs(after.value) ? before : after;
        return true;
      }
      const bool lower = opposite(bracket.low.value, before.value);
      if (lower)
        jumps.erase(middle, jumps.end());
      else
        jumps.erase(jumps.begin(), middle + 1);
      bracket.add(lower ? before : after);
    }
    brent_ = Brent::between(bracket.low, bracket.high);
    return false;
  }

  const Curve& curve_;
  const CurveKnown& known_;
  Brent brent_;
};

}  // namespace

market::Spot crossing(const Curve& curve, CurvePoint low, CurvePoint high, const CurveKnown& known) {
  assert(low.value == 0 || high.value == 0 || opposite(low.value, high.value));
  if (low.value == 0) return low.spot;
  if (low.spot > high.spot) std::swap(low, high);
  return CrossingSearch{curve, known, {low, high}}.root();
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
