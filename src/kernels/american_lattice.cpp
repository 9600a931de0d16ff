#include "kernels/american_lattice.h"

#include <algorithm>
#include <cmath>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/american_lattice.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/vector_math-inl.h"

#ifndef GAMMAFIELD_KERNELS_AMERICAN_LATTICE_ONCE
#define GAMMAFIELD_KERNELS_AMERICAN_LATTICE_ONCE
namespace gammafield::kernels {

/// The grids of one vector of options, and room for what is kept at their points: `points` vectors each.
struct LatticeWork {
  const double *sign, *K, *sigma, *low, *step;  ///< a lane each; point i of ln(S_i/S) = low + i step
  double *S, *intrinsic, *V, *right, *value, *upper, *inverse, *exercised;
  std::size_t points;
};

}  // namespace gammafield::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

constexpr int policy_rounds_max = 40;
constexpr std::size_t damped_steps = 2;  // full steps that are taken as two implicit half steps
constexpr std::size_t least_steps = 8;   // between two dividends
constexpr double share_left = 0.1;       // of the price, by the largest dividend

using Indices = hn::Vec<hn::RebindToSigned<Doubles>>;

/// Weights of a cubic through four points, t from the second one.
struct Cubic {
  Vector w[4];
};
HWY_INLINE Cubic cubic_at(Vector t) {
  const Vector one = number(1), two = number(2), sixth = number(1.0 / 6), half = number(0.5);
  const Vector before = hn::Add(t, one), after = hn::Sub(t, one), last = hn::Sub(t, two);
  return {
      {hn::Neg(hn::Mul(hn::Mul(t, sixth), hn::Mul(after, last))), hn::Mul(hn::Mul(before, half), hn::Mul(after, last)),
       hn::Neg(hn::Mul(hn::Mul(before, half), hn::Mul(t, last))), hn::Mul(hn::Mul(before, sixth), hn::Mul(t, after))}};
}

class LatticeRun {
 public:
  LatticeRun(const LatticeTerms& terms, const LatticeWork& work)
      : terms_(terms), w_(work), width_(hn::Lanes(Doubles())), K_(load(work.K)), sign_(load(work.sign)) {
    const Vector step = load(w_.step), variance = hn::Mul(load(w_.sigma), load(w_.sigma));
    const Vector diffusion = hn::Div(hn::Mul(number(0.5), variance), hn::Mul(step, step));
    const Vector convection =
        hn::Div(hn::NegMulAdd(number(0.5), variance, number(terms.r - terms.q)), hn::Add(step, step));
    below_ = hn::Sub(diffusion, convection);
    here_ = hn::NegMulAdd(number(2), diffusion, number(-terms.r));
    above_ = hn::Add(diffusion, convection);
    for (std::size_t i = 0; i < w_.points; ++i) {
      const Vector S =
          hn::Mul(number(terms.S), exp_within(Doubles(), hn::MulAdd(number(double(i)), step, load(w_.low))));
      const Vector intrinsic = hn::Mul(sign_, hn::Sub(S, K_));
      put(w_.S, i, S);
      put(w_.intrinsic, i, intrinsic);
      put(w_.V, i, hn::Max(intrinsic, number(0)));
      put(w_.exercised, i, number(0));
    }
  }

  void run() {
    double now = terms_.T;
    for (const CashDividend& dividend : terms_.dividends) {
      march(now, dividend.years);
      pay(dividend.amount);
      now = dividend.years;
    }
    march(now, 0);
  }

  /// Value and differences at the four points around spot, read between by a cubic.
  void at_spot(double* price, double* delta, double* gamma, double* exercised) const {
    constexpr Doubles d;
    const Vector step = load(w_.step), at = hn::Neg(hn::Div(load(w_.low), step));
    const Vector whole = hn::Min(hn::Max(hn::Floor(at), number(2)), number(double(w_.points - 4)));
    const Cubic cubic = cubic_at(hn::Sub(at, whole));
    const Indices first = hn::ConvertTo(hn::RebindToSigned<Doubles>(), whole);
    Vector value = number(0), slope = number(0), curve = number(0);
    for (int k = 0; k < 4; ++k) {
      const Vector left = at_points(w_.V, first, k - 2), middle = at_points(w_.V, first, k - 1),
                   right = at_points(w_.V, first, k);
      value = hn::MulAdd(cubic.w[k], middle, value);
      slope = hn::MulAdd(cubic.w[k], hn::Div(hn::Sub(right, left), hn::Add(step, step)), slope);
      const Vector bend = hn::Add(hn::Sub(right, hn::Add(middle, middle)), left);
      curve = hn::MulAdd(cubic.w[k], hn::Div(bend, hn::Mul(step, step)), curve);
    }
    const Vector S = number(terms_.S), intrinsic = hn::Mul(sign_, hn::Sub(S, K_));
    const auto both =
        hn::And(hn::MaskFromVec(at_points(w_.exercised, first, 0)), hn::MaskFromVec(at_points(w_.exercised, first, 1)));
    const auto is_due = hn::And(hn::Gt(intrinsic, number(0)), hn::Le(value, hn::Mul(intrinsic, number(1 + 1e-12))));
    const auto due = hn::And(both, is_due);
    store(hn::Max(hn::Max(value, intrinsic), number(0)), price);
    store(hn::IfThenElse(due, sign_, hn::Div(slope, S)), delta);
    store(hn::IfThenZeroElse(due, hn::Div(hn::Sub(curve, slope), hn::Mul(S, S))), gamma);
    store(hn::IfThenElseZero(due, hn::Set(d, 1.0)), exercised);
  }

 private:
  HWY_INLINE Vector get(const double* column, std::size_t i) const { return load(column + i * width_); }
  HWY_INLINE void put(double* column, std::size_t i, Vector x) const { store(x, column + i * width_); }
  /// Of each lane its own point, `by` points on.
  HWY_INLINE Vector at_points(const double* column, Indices point, int by) const {
    const hn::RebindToSigned<Doubles> di;
    const Indices lane = hn::Iota(di, 0), width = hn::Set(di, static_cast<std::int64_t>(width_));
    return hn::GatherIndex(Doubles(), column, hn::Add(hn::Mul(hn::Add(point, hn::Set(di, by)), width), lane));
  }

  void march(double from, double to) {
    const double share = double(terms_.times) * (from - to) / terms_.T;
    std::size_t steps = static_cast<std::size_t>(share);
    if (double(steps) < share) ++steps;
    if (steps < least_steps) steps = least_steps;
    const double dt = (from - to) / double(steps);
    for (std::size_t i = 0; i < steps; ++i) {
      const double left = terms_.T - (from - double(i + 1) * dt);
      if (i == 0) weigh(0.5 * dt, 1);
      if (i == damped_steps) weigh(dt, 0.5);
      if (i < damped_steps) {
        step(left - 0.5 * dt);
        step(left);
      } else {
        step(left);
      }
    }
  }

  /// (1 - theta dt L) V_new = (1 + (1 - theta) dt L) V_old, L the Black-Scholes operator.
  void weigh(double dt, double theta) {
    const Vector implied = number(-theta * dt), kept = number((1 - theta) * dt);
    a_ = hn::Mul(implied, below_);
    b_ = hn::MulAdd(implied, here_, number(1));
    c_ = hn::Mul(implied, above_);
    old_below_ = hn::Mul(kept, below_);
    old_here_ = hn::MulAdd(kept, here_, number(1));
    old_above_ = hn::Mul(kept, above_);
    is_factored_ = false;
  }

  /// One step with V_new >= intrinsic: policy iteration, until no lane changes any more. A lane that is done stays as
  /// it is whatever the others do.
  void step(double left) {
    const std::size_t last = w_.points - 1;
    for (std::size_t i = 1; i < last; ++i) {
      const Vector sides = hn::MulAdd(old_below_, get(w_.V, i - 1), hn::Mul(old_above_, get(w_.V, i + 1)));
      put(w_.right, i, hn::MulAdd(old_here_, get(w_.V, i), sides));
    }
    put(w_.right, 0, edge(0, left));
    put(w_.right, last, edge(last, left));
    for (int round = 0; round < policy_rounds_max; ++round) {
      if (!is_factored_) factor();
      solve();
      if (!exercise()) return;
      is_factored_ = false;
    }
  }

  /// Linear in S at the ends: the growth of a forward, or what exercise gives.
  HWY_INLINE Vector edge(std::size_t i, double left) const {
    const Vector grown = hn::Mul(get(w_.S, i), number(std::exp(-terms_.q * left)));
    const Vector forward = hn::Mul(sign_, hn::NegMulAdd(K_, number(std::exp(-terms_.r * left)), grown));
    return hn::Max(hn::Max(forward, get(w_.intrinsic, i)), number(0));
  }

  /// The tridiagonal matrix, a row of the unit matrix where exercised and at the ends.
  void factor() {
    constexpr Doubles d;
    Vector upper = number(0);
    put(w_.upper, 0, upper);
    for (std::size_t i = 1; i + 1 < w_.points; ++i) {
      const auto fixed = hn::MaskFromVec(get(w_.exercised, i));
      const Vector inverse = hn::Div(hn::Set(d, 1.0), hn::NegMulAdd(a_, upper, b_));
      upper = hn::IfThenZeroElse(fixed, hn::Mul(c_, inverse));
      put(w_.inverse, i, inverse);
      put(w_.upper, i, upper);
    }
    is_factored_ = true;
  }

  void solve() {
    const std::size_t last = w_.points - 1;
    Vector value = get(w_.right, 0);
    put(w_.value, 0, value);
    for (std::size_t i = 1; i < last; ++i) {
      const auto fixed = hn::MaskFromVec(get(w_.exercised, i));
      const Vector open = hn::Mul(hn::NegMulAdd(a_, value, get(w_.right, i)), get(w_.inverse, i));
      value = hn::IfThenElse(fixed, get(w_.intrinsic, i), open);
      put(w_.value, i, value);
    }
    Vector V = get(w_.right, last);
    put(w_.V, last, V);
    for (std::size_t i = last; i-- > 0;) {
      V = hn::NegMulAdd(get(w_.upper, i), V, get(w_.value, i));
      put(w_.V, i, V);
    }
  }

  /// Where the equation asks for more than exercise gives, wait; where waiting gives less, exercise. Whether any
  /// changed.
  bool exercise() {
    constexpr Doubles d;
    auto changed = hn::Lt(number(0), number(0));
    for (std::size_t i = 1; i + 1 < w_.points; ++i) {
      const Vector V = get(w_.V, i);
      const Vector sides = hn::MulAdd(a_, get(w_.V, i - 1), hn::Mul(c_, get(w_.V, i + 1)));
      const Vector hold = hn::Sub(get(w_.right, i), hn::MulAdd(b_, V, sides));
      const auto before = hn::MaskFromVec(get(w_.exercised, i));
      const auto stays = hn::And(before, hn::Le(hold, number(0)));
      const auto now = hn::Or(stays, hn::AndNot(before, hn::Lt(V, get(w_.intrinsic, i))));
      changed = hn::Or(changed, hn::Xor(before, now));
      put(w_.exercised, i, hn::VecFromMask(d, now));
    }
    return !hn::AllFalse(d, changed);
  }

  void pay(double amount) {
    const Vector S0 = get(w_.S, 0), V0 = get(w_.V, 0);
    const Vector start = hn::Div(hn::Sub(get(w_.V, 1), V0), hn::Sub(get(w_.S, 1), S0));
    for (std::size_t i = 0; i < w_.points; ++i) {
      const Vector S = get(w_.S, i);
      const Vector after = hn::Max(hn::Sub(S, number(amount)), hn::Mul(number(share_left), S));
      const Vector at = hn::Div(hn::Sub(log_ratio(Doubles(), after, number(terms_.S)), load(w_.low)), load(w_.step));
      const Vector whole = hn::Min(hn::Max(hn::Floor(at), number(1)), number(double(w_.points - 3)));
      const Cubic cubic = cubic_at(hn::Sub(at, whole));
      const Indices first = hn::ConvertTo(hn::RebindToSigned<Doubles>(), whole);
      Vector between = number(0);
      for (int k = 0; k < 4; ++k) between = hn::MulAdd(cubic.w[k], at_points(w_.V, first, k - 1), between);
      const Vector below = hn::MulAdd(start, hn::Sub(after, S0), V0);  // off the grid's low end: linear in S
      const Vector ex = hn::IfThenElse(hn::Lt(at, number(1)), below, between);
      put(w_.value, i, hn::Max(ex, get(w_.intrinsic, i)));
    }
    for (std::size_t i = 0; i < w_.points; ++i) put(w_.V, i, get(w_.value, i));
  }

  const LatticeTerms& terms_;
  const LatticeWork& w_;
  std::size_t width_;
  Vector K_, sign_;
  Vector below_, here_, above_;              ///< L, on the grid
  Vector a_, b_, c_;                         ///< 1 - theta dt L
  Vector old_below_, old_here_, old_above_;  ///< 1 + (1 - theta) dt L
  bool is_factored_ = false;
};

std::size_t lanes() { return hn::Lanes(Doubles()); }

void run(const LatticeTerms& terms, const LatticeWork& work, double* values) {
  LatticeRun lattice{terms, work};
  lattice.run();
  const std::size_t width = lanes();
  lattice.at_spot(values, values + width, values + 2 * width, values + 3 * width);
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(lanes);
HWY_EXPORT(run);

constexpr double widths = 6;  // standard deviations on each side
constexpr std::size_t lanes_max = 8, columns_at_points = 8;

struct Grid {
  double low = 0, step = 0;
};

/// The strike is a point of the grid: the kink of the payoff keeps its place.
Grid grid_of(const LatticeTerms& terms, double K, double sigma) {
  double paid = 0;
  for (const CashDividend& dividend : terms.dividends) paid += dividend.amount;
  const double v = sigma * std::sqrt(terms.T), k = std::log(K / terms.S);
  const double drift = std::abs(terms.r - terms.q) * terms.T + std::min(2.0, paid / terms.S);
  const double half = widths * v + drift, low = std::min(0.0, k) - half, high = std::max(0.0, k) + half;
  const double step = (high - low) / double(terms.prices);
  return {k - std::ceil((k - low) / step) * step, step};
}

}  // namespace

void american_lattice(const LatticeTerms& terms, const LatticeOptions& options, const LatticeValues& values) {
  const std::size_t width = HWY_DYNAMIC_DISPATCH(lanes)(), points = terms.prices + 2, column = points * width;
  std::vector<double> room(columns_at_points * column);
  double sign[lanes_max], K[lanes_max], sigma[lanes_max], low[lanes_max], step[lanes_max], out[4 * lanes_max];
  const auto at = [&](std::size_t number) { return room.data() + number * column; };
  const LatticeWork work{sign, K, sigma, low, step, at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), points};
  for (std::size_t first = 0; first < options.n; first += width) {
    for (std::size_t lane = 0; lane < width; ++lane) {
      const std::size_t i = std::min(first + lane, options.n - 1);
      const Grid grid = grid_of(terms, options.K[i], options.sigma[i]);
      sign[lane] = options.sign[i], K[lane] = options.K[i], sigma[lane] = options.sigma[i];
      low[lane] = grid.low, step[lane] = grid.step;
    }
    HWY_DYNAMIC_DISPATCH(run)(terms, work, out);
    for (std::size_t lane = 0; lane < width && first + lane < options.n; ++lane) {
      values.price[first + lane] = out[lane];
      values.delta[first + lane] = out[width + lane];
      values.gamma[first + lane] = out[2 * width + lane];
      values.exercised[first + lane] = out[3 * width + lane] != 0;
    }
  }
}

}  // namespace gammafield::kernels
#endif
