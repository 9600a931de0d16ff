// Volatility of an American put from its value, a vector at a time. Included once for each target; the guard lets it.
#if defined(GAMMAFIELD_KERNELS_AMERICAN_SEARCH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_AMERICAN_SEARCH_INL_H_
#undef GAMMAFIELD_KERNELS_AMERICAN_SEARCH_INL_H_
#else
#define GAMMAFIELD_KERNELS_AMERICAN_SEARCH_INL_H_
#endif

#include <cmath>
#include <cstddef>

#include "hwy/highway.h"
#include "kernels/american-inl.h"
#include "kernels/american.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// A value at a total volatility, the premium in it, and how both change with it; intrinsic value and no slope where
/// exercise is due.
struct ValueAndVega {
  Vector value, vega, premium, premium_vega;
};

template <std::size_t derivatives>
HWY_INLINE ValueAndVega with_exercise(const PutTerms& t, Vector x, Vector depth_today, const European& hold,
                                      const Premium<derivatives>& early) {
  constexpr Doubles d;
  const auto exercised = hn::Le(x, hn::Sub(t.log_start, depth_today));
  const Vector intrinsic = hn::Sub(hn::Set(d, 1.0), exp(d, x));
  return {hn::IfThenElse(exercised, intrinsic, hn::Add(hold.value, early.value[0])),
          hn::IfThenZeroElse(exercised, hn::Add(hold.slope_in_v, early.in_v[0])), early.value[0], early.in_v[0]};
}

/// An option by a boundary solved at a volatility near by: to first order a boundary's depth is in proportion to
/// volatility.
struct NearBoundary {
  const AmericanNodes& nodes;
  const PutTerms& fixed;
  Vector x;
  Vector depth_over_v[boundary_nodes_max];

  HWY_INLINE void solve_at(Vector v) {
    PutTerms t = fixed;
    set_volatility(t, v);
    solve_boundary<WholeVectors>(nodes, t, depth_over_v);
    for (std::size_t i = 0; i < nodes.scheme().boundary; ++i) depth_over_v[i] = hn::Mul(depth_over_v[i], t.inverse_v);
  }

  HWY_INLINE ValueAndVega at(Vector v) const {
    PutTerms t = fixed;
    set_volatility(t, v);
    Vector depth[boundary_nodes_max];
    for (std::size_t i = 0; i < nodes.scheme().boundary; ++i) depth[i] = hn::Mul(depth_over_v[i], v);
    const European hold = european(t, x);
    const Premium<0> early = premium<0, InVol::slope>(nodes, t, x, {depth, depth_over_v, nullptr}, {});
    return with_exercise(t, x, depth[nodes.scheme().boundary - 1], hold, early);
  }
};

/// An option of an expiry whose boundaries are known.
struct SharedOption {
  const SharedBoundary& shared;
  Vector x;

  HWY_INLINE PutTerms terms(Vector v) const {
    constexpr Doubles d;
    PutTerms t;
    set_volatility(t, v);
    t.rT = hn::Set(d, shared.r() * shared.T());
    t.qT = hn::Set(d, shared.q() * shared.T());
    t.drift = hn::Sub(t.rT, t.qT);
    t.log_start = hn::Set(d, shared.log_start());
    return t;
  }

  /// Where ln(sigma) lies in the range, -1 to 1.
  HWY_INLINE Vector place(const PutTerms& t) const {
    constexpr Doubles d;
    const double low = std::sqrt(shared.T()) * shared.low();
    return hn::MulSub(log_ratio(d, t.v, hn::Set(d, low)), hn::Set(d, shared.place_scale()), hn::Set(d, 1.0));
  }

  /// At the collocation times, with their derivatives in v as far as they are asked for.
  HWY_INLINE void depths(const PutTerms& t, Vector* depth, Vector* slope = nullptr, Vector* curvature = nullptr) const {
    if (shared.vols() == 4)
      depths_of<4>(t, depth, slope, curvature);
    else
      depths_of<8>(t, depth, slope, curvature);
  }

  template <std::size_t vols>
  HWY_INLINE void depths_of(const PutTerms& t, Vector* depth, Vector* slope, Vector* curvature) const {
    constexpr Doubles d;
    const Vector at = place(t), least = hn::Set(d, 1e-9);
    const Vector scale = hn::Mul(t.inverse_v, hn::Set(d, shared.place_scale()));
    for (std::size_t i = 0; i < shared.nodes().scheme().boundary; ++i) {
      const double* c = shared.coefficients(i);
      Vector sum = hn::Set(d, c[vols - 1]), change = hn::Zero(d), bend = change;
      for (std::size_t k = vols - 1; k-- > 0;) {
        if (curvature != nullptr) bend = hn::MulAdd(bend, at, change);  // half of it
        if (slope != nullptr) change = hn::MulAdd(change, at, sum);
        sum = hn::MulAdd(sum, at, hn::Set(d, c[k]));
      }
      depth[i] = hn::Max(sum, least);
      if (slope != nullptr) slope[i] = hn::Mul(change, scale);
      if (curvature != nullptr)
        curvature[i] = hn::NegMulAdd(slope[i], t.inverse_v, hn::Mul(hn::Mul(hn::Add(bend, bend), scale), scale));
    }
  }

  HWY_INLINE ValueAndVega at(Vector v) const {
    const PutTerms t = terms(v);
    Vector depth[boundary_nodes_max], slope[boundary_nodes_max];
    depths(t, depth, slope);
    const European hold = european(t, x);
    const Premium<0> early =
        premium<0, InVol::slope>(shared.nodes(), t, x, {depth, slope, nullptr}, {shared.interest(), shared.carry()});
    return with_exercise(t, x, depth[shared.nodes().scheme().boundary - 1], hold, early);
  }
};

inline constexpr int search_rounds_max = 60;
inline constexpr double search_precision = 1e-4;  // of the volatility; the step after it is 1e-8 near a simple root

/// A total volatility and the premium at it, to first order from where it was computed last.
struct FoundVol {
  Vector v, premium;
};

/// Newton's method inside a bracket that closes from both ends. Each lane stops by itself, so it never depends on its
/// neighbours.
template <class Option>
HWY_INLINE FoundVol implied_total_vol(const Option& option, Vector target, Vector lowest, Vector highest,
                                      Vector start) {
  constexpr Doubles d;
  Vector premium = hn::Zero(d);
  Vector low = lowest, high = hn::Mul(highest, hn::Set(d, 1.001)), v = hn::Max(start, lowest);
  auto low_known = hn::Lt(v, v);
  auto active = hn::Eq(v, v);
  for (int round = 0; round < search_rounds_max && !hn::AllFalse(d, active); ++round) {
    const ValueAndVega now = option.at(v);
    const Vector error = hn::Sub(now.value, target);
    const auto above = hn::Gt(error, hn::Zero(d));
    const auto at_floor = hn::And(above, hn::Le(v, lowest));
    high = hn::IfThenElse(above, v, high);
    low = hn::IfThenElse(above, low, v);
    low_known = hn::Or(low_known, hn::Not(above));
    const Vector middle = hn::IfThenElse(low_known, hn::Sqrt(hn::Mul(low, high)), lowest);
    const Vector newton = hn::Sub(v, hn::Div(error, hn::Max(now.vega, hn::Set(d, 1e-300))));
    const auto inside = hn::And(hn::Gt(newton, low), hn::Lt(newton, high));
    const Vector next = hn::IfThenElse(inside, newton, middle);
    const auto settled = hn::And(inside, hn::Le(hn::Abs(hn::Sub(next, v)), hn::Mul(v, hn::Set(d, search_precision))));
    const auto closed = hn::Le(hn::Sub(high, low), hn::Mul(high, hn::Set(d, 1e-15)));
    const Vector to = hn::IfThenElse(hn::AndNot(at_floor, active), hn::IfThenElse(closed, v, next), v);
    premium = hn::IfThenElse(active, hn::MulAdd(now.premium_vega, hn::Sub(to, v), now.premium), premium);
    v = to;
    active = hn::AndNot(hn::Or(hn::Or(settled, closed), at_floor), active);
  }
  return {v, premium};
}

/// One step of Newton's method; v 0 where there is no slope to go by.
template <class Option>
HWY_INLINE FoundVol stepped_total_vol(const Option& option, Vector target, Vector start) {
  constexpr Doubles d;
  const ValueAndVega now = option.at(start);
  const auto slopes = hn::Gt(now.vega, hn::Set(d, 1e-12));
  const Vector step = hn::Div(hn::Sub(target, now.value), hn::IfThenElse(slopes, now.vega, hn::Set(d, 1.0)));
  return {hn::IfThenElseZero(slopes, hn::Add(start, step)), hn::MulAdd(now.premium_vega, step, now.premium)};
}

inline constexpr int boundary_rounds_max = 12;

/// Search for the volatility of an option with a boundary of its own, whose solution is most of the work: the
/// volatility is found at the boundary of the last one, `move` away from it. The next move would be a small `share` of
/// this one, so the sum of all is foretold.
class OwnBoundarySearch {
 public:
  HWY_INLINE OwnBoundarySearch(const PutTerms& fixed, Vector x, Vector target, Vector lowest, Vector highest)
      : fixed_(fixed), x_(x), target_(target), lowest_(lowest), highest_(highest) {
    v_ = hn::Max(highest, lowest);
    share_ = hn::Zero(Doubles());
  }
  [[nodiscard]] HWY_INLINE Vector v() const { return v_; }

  /// By these nodes, until what a foretelling adds is below `rest_max` of v, or the move itself below `move_max`. Lanes
  /// stop each by itself.
  HWY_INLINE void run(const AmericanNodes& nodes, double rest_max, double move_max) {
    constexpr Doubles d;
    NearBoundary option{nodes, fixed_, x_, {}};
    const Vector zero = hn::Zero(d), most = hn::Set(d, 0.5), one = hn::Set(d, 1.0);
    Vector step = zero, before = zero;
    auto active = hn::Eq(v_, v_);
    for (int round = 0; round < boundary_rounds_max && !hn::AllFalse(d, active); ++round) {
      option.solve_at(v_);
      const Vector found = implied_total_vol(option, target_, lowest_, highest_, v_).v, move = hn::Sub(found, v_);
      const auto known = hn::And(active, hn::Ne(step, zero));
      const Vector change = hn::Div(hn::Sub(move, before), hn::IfThenElse(known, step, one));
      share_ = hn::IfThenElse(known, hn::Min(hn::Max(hn::Add(one, change), hn::Neg(most)), most), share_);
      const Vector rest = hn::Mul(move, hn::Div(share_, hn::Sub(one, share_)));
      const Vector next = hn::Max(lowest_, hn::Add(found, rest));
      const auto near = hn::Le(hn::Abs(move), hn::Mul(v_, hn::Set(d, move_max)));
      const auto told = hn::And(known, hn::Le(hn::Abs(rest), hn::Mul(v_, hn::Set(d, rest_max))));
      step = hn::Sub(next, v_);
      before = move;
      v_ = hn::IfThenElse(active, next, v_);
      active = hn::AndNot(hn::Or(near, told), active);
    }
  }

 private:
  const PutTerms& fixed_;
  Vector x_, target_, lowest_, highest_, v_, share_;
};

/// Most of the way by coarse boundaries, which cost a quarter; usually one boundary by `nodes` is then enough.
inline HWY_NOINLINE Vector own_total_vol(const AmericanNodes& nodes, const PutTerms& fixed, const Vector& x,
                                         const Vector& target, const Vector& lowest, const Vector& highest) {
  OwnBoundarySearch search{fixed, x, target, lowest, highest};
  search.run(AmericanNodes::of(AmericanAccuracy::coarse), 1e-3, 1e-6);
  search.run(nodes, 1e-4, 3e-4);  // the share is good to some percents of itself
  return search.v();
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_AMERICAN_SEARCH_INL_H_
