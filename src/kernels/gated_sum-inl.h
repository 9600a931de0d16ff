// Sums of an option's gated bumps, a vector at a time. Included once for each target, after hwy/foreach_target.h; the
// guard lets it.
#if defined(GAMMAFIELD_KERNELS_GATED_SUM_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_GATED_SUM_INL_H_
#undef GAMMAFIELD_KERNELS_GATED_SUM_INL_H_
#else
#define GAMMAFIELD_KERNELS_GATED_SUM_INL_H_
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/gated_bumps.h"
#include "kernels/quadrature_rest-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

/// How a vector of work meets the columns: its lanes are options from `first` on, or all the one option `first`.
struct ManyOptions {
  std::size_t first;
  HWY_INLINE Vector operator()(const double* column) const { return load(column + first); }
};
struct OneOption {
  std::size_t first;
  HWY_INLINE Vector operator()(const double* column) const { return number(column[first]); }
};

/// The bumps' sum without weight and gate, and its derivative in x.
struct GatedValue {
  Vector value, slope;
};

inline constexpr double log2_e = 1.4426950408889634;

template <bool with_slope, class Columns>
HWY_INLINE void add_rest(const GatedRest& rest, Columns column, Vector place, GatedValue& sum) {
  constexpr Doubles d;
  const Vector inverse = column(rest.inverse), a = hn::Mul(hn::Sub(place, column(rest.edge)), inverse);
  if (hn::AllFalse(d, has_rest(a))) return;
  const auto e = rest_at<with_slope ? 3 : 2>(*rest.table, a);
  const Vector interest = column(rest.interest);
  const Vector carry = hn::Mul(column(rest.carry), exp2_short(d, hn::Mul(place, number(log2_e))));
  const Vector flow = hn::Sub(interest, carry), both = hn::Add(interest, carry);
  const Vector first = hn::Mul(e.in_a[1], inverse), second = hn::Mul(hn::Mul(e.in_a[2], inverse), inverse);
  sum.value = hn::Add(sum.value, hn::MulSub(flow, second, hn::Mul(both, first)));
  if constexpr (with_slope) {
    const Vector third = hn::Mul(hn::Mul(hn::Mul(e.in_a[3], inverse), inverse), inverse);
    const Vector fallen = hn::MulAdd(carry, hn::Add(first, second), hn::Mul(both, second));
    sum.slope = hn::Add(sum.slope, hn::MulSub(flow, third, fallen));
  }
}

template <bool with_slope, class Columns>
HWY_INLINE GatedValue gated_value(const GatedBumps& bumps, Columns column, Vector place) {
  constexpr Doubles d;
  const Vector farthest = number(gated_reach * gated_reach);
  GatedValue sum{hn::Zero(d), hn::Zero(d)};
  for (std::size_t k = 0; k < bumps.rows; ++k) {
    const std::size_t at = k * bumps.n;
    const Vector scale = column(bumps.scale + at);
    const Vector y = hn::Mul(hn::Sub(place, column(bumps.center + at)), scale), square = hn::Mul(y, y);
    const auto near = hn::Le(square, farthest);
    if (hn::AllFalse(d, near)) continue;
    const Vector bell = hn::IfThenElseZero(near, exp2_short(d, hn::Neg(square)));
    const Vector tilt = column(bumps.tilt + at), line = hn::MulAdd(tilt, y, column(bumps.height + at));
    sum.value = hn::MulAdd(line, bell, sum.value);
    if constexpr (with_slope) {
      constexpr double two_ln_two = 1.3862943611198906;
      const Vector change = hn::NegMulAdd(hn::Mul(number(two_ln_two), y), line, tilt);
      sum.slope = hn::MulAdd(hn::Mul(scale, bell), change, sum.slope);
    }
  }
  if (bumps.rest.table != nullptr) add_rest<with_slope>(bumps.rest, column, place, sum);
  return sum;
}

template <class Columns>
HWY_INLINE Lanes gate(const GatedBumps& bumps, Columns column, Vector place) {
  return hn::And(hn::Gt(place, column(bumps.low)), hn::Le(place, column(bumps.high)));
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_GATED_SUM_INL_H_
