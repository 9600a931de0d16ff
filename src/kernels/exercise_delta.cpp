#include "kernels/exercise_delta.h"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/exercise_delta.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/gated_sum-inl.h"
#include "kernels/profile_bumps.h"
#include "kernels/profile_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace {

/// d1 = d2 + v, put side up: y of a bump is d2 of a put, and -d1 of a call as a put.
HWY_INLINE Vector argument(Vector y, Vector v) { return hn::MulAdd(y, number(1 / bump_scale), v); }

inline constexpr double sure_deviations = 8.3;  // N of them is 1 to rounding

/// N(z), its tail to 1.2e-12 of itself.
HWY_INLINE Vector normal_short(Vector z) {
  constexpr Doubles d;
  const Vector size = hn::Min(hn::Abs(z), number(sure_deviations)), y = hn::Mul(size, number(bump_scale));
  const Vector tail = hn::Mul(hn::Mul(number(0.5), exp2_short(d, hn::Neg(hn::Mul(y, y)))), scaled_tail(d, size));
  return hn::IfThenElse(hn::Gt(z, hn::Zero(d)), hn::Sub(number(1), tail), tail);
}

/// Waiting: the point's gamma, held for a spot's width, and what flows at N(d1).
HWY_INLINE Vector premium_delta(const SharedBoundary& shared, const ExerciseDeltas& options, std::size_t i, Vector v,
                                Vector place, double per_spot) {
  constexpr Doubles d;
  const GatedBumps& bumps = options.premium;
  const double* flow = options.call ? shared.interest() : shared.carry();
  const Vector farthest = number(gated_reach * gated_reach);
  Vector sum = hn::Zero(d);
  for (std::size_t k = 0; k < bumps.rows; ++k) {
    const std::size_t at = k * bumps.n + i;
    const Vector width = hn::Mul(v, number(shared.nodes().premium_point(k).root));
    const Vector y = hn::Mul(hn::Sub(place, load(bumps.center + at)), load(bumps.scale + at)), square = hn::Mul(y, y);
    const Vector z = options.call ? argument(y, width) : hn::Neg(argument(y, width)), all = number(flow[k]);
    if (hn::AllTrue(d, hn::And(hn::Gt(square, farthest), hn::Gt(hn::Abs(z), number(sure_deviations))))) {
      const Vector paid = hn::IfThenElseZero(hn::Gt(z, hn::Zero(d)), all);
      sum = options.call ? hn::Add(sum, paid) : hn::Sub(sum, paid);
      continue;
    }
    const Vector bell = hn::IfThenElseZero(hn::Le(square, farthest), exp2_short(d, hn::Neg(hn::Min(square, farthest))));
    const Vector held = hn::Mul(hn::Mul(load(bumps.tilt + at), width), hn::Mul(bell, number(bump_scale * per_spot)));
    const Vector paid = hn::Mul(all, normal_short(z));
    sum = hn::Sub(sum, hn::Add(held, options.call ? hn::Neg(paid) : paid));
  }
  return sum;
}

/// What the points miss of it: the slope in ln s of (I - C) E(a), a share.
HWY_INLINE Vector rest_delta(const GatedRest& rest, std::size_t i, Vector place, double per_spot) {
  constexpr Doubles d;
  const Vector inverse = load(rest.inverse + i), a = hn::Mul(hn::Sub(place, load(rest.edge + i)), inverse);
  if (hn::AllFalse(d, has_rest(a))) return hn::Zero(d);
  const auto e = rest_at<1>(*rest.table, a);
  const Vector carry = hn::Mul(load(rest.carry + i), exp(d, place)), flow = hn::Sub(load(rest.interest + i), carry);
  const Vector slope = hn::MulSub(hn::Mul(flow, e.in_a[1]), inverse, hn::Mul(carry, e.in_a[0]));
  return hn::Mul(slope, number(per_spot));
}

/// Exercised: the shares, less what the European option has.
HWY_INLINE Vector exercised_delta(const ExerciseDeltas& options, std::size_t i, Vector v, Vector place,
                                  double discount) {
  constexpr Doubles d;
  const Vector y = hn::Mul(hn::Sub(place, load(options.european_center + i)), load(options.european_scale + i));
  const Vector z = argument(y, v), one = number(1), scale = number(discount);
  if (options.call) return hn::NegMulAdd(scale, normal_cdf(d, z), one);
  return hn::MulSub(scale, normal_cdf(d, hn::Neg(z)), one);
}

double sum_of_deltas(const SharedBoundary& shared, const ExerciseDeltas& options, double S, double x) {
  constexpr Doubles d;
  const Vector place = number(x);
  const double discount = std::exp(-(options.call ? shared.r() : shared.q()) * shared.T());
  const double per_spot = 1 / (S * std::exp(x));
  LaneSum total;
  total.start();
  for (std::size_t i = 0; i < options.options; i += hn::Lanes(d)) {
    const Vector v = hn::Abs(load(options.unit + i)), boundary = load(options.boundary + i);
    const auto exercised = options.call ? hn::Gt(place, boundary) : hn::Le(place, boundary);
    const auto open = gate(options.premium, ManyOptions{i}, place);
    Vector delta = hn::Zero(d);
    if (!hn::AllFalse(d, open)) {
      const Vector points = premium_delta(shared, options, i, v, place, per_spot);
      delta = hn::IfThenElseZero(open, hn::Add(points, rest_delta(options.premium.rest, i, place, per_spot)));
    }
    if (!hn::AllFalse(d, exercised))
      delta = hn::IfThenElse(exercised, exercised_delta(options, i, v, place, discount), delta);
    Vector weight = load(options.premium.net + i);
    if (i + hn::Lanes(d) > options.options) weight = hn::IfThenElseZero(hn::FirstN(d, options.options - i), weight);
    total.add(hn::Mul(delta, weight));
  }
  return total.value();
}

}  // namespace
}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(sum_of_deltas);

}  // namespace

double exercise_delta_sum(const SharedBoundary& shared, const ExerciseDeltas& options, double S, double x) {
  return HWY_DYNAMIC_DISPATCH(sum_of_deltas)(shared, options, S, x);
}

}  // namespace gammafield::kernels
#endif
