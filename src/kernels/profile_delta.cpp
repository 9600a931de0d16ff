#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/profile_delta.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include <algorithm>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/profile_bumps.h"
#include "kernels/profile_delta.h"
#include "kernels/profile_sum-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

/// Calls add(block, center, scale, weight) for every vector of steps; the last is filled up with steps without weight.
template <class Add>
HWY_INLINE double sum_of_steps(const Steps& steps, const Add& add) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d), whole = steps.count / width * width;
  LaneSum total;
  total.start();
  for (std::size_t begin = 0; begin < whole;) {
    const std::size_t end = std::min(whole, begin + block_vectors * width);
    Vector block = hn::Zero(d);
    for (; begin < end; begin += width) {
      block = add(block, hn::LoadU(d, steps.center + begin), hn::LoadU(d, steps.scale + begin),
                  hn::LoadU(d, steps.weight + begin));
    }
    total.add(block);
  }
  if (whole < steps.count) {
    HWY_ALIGN double center[HWY_LANES(double)] = {}, scale[HWY_LANES(double)], weight[HWY_LANES(double)] = {};
    std::fill_n(scale, width, 1.0);
    std::copy(steps.center + whole, steps.center + steps.count, center);
    std::copy(steps.scale + whole, steps.scale + steps.count, scale);
    std::copy(steps.weight + whole, steps.weight + steps.count, weight);
    total.add(add(hn::Zero(d), hn::Load(d, center), hn::Load(d, scale), hn::Load(d, weight)));
  }
  return total.value();
}

HWY_INLINE Vector d1(Vector x, Vector center, Vector scale) {
  constexpr Doubles d;
  const Vector width = hn::Div(hn::Set(d, bump_scale), scale);
  return hn::Add(hn::Div(hn::Sub(x, center), width), width);
}

double sum_between(const Steps& steps, double from, double to) {
  constexpr Doubles d;
  return sum_of_steps(steps, [&](Vector block, Vector center, Vector scale, Vector weight) GAMMAFIELD_VECTOR_LAMBDA {
    const Vector here = d1(hn::Set(d, from), center, scale), there = d1(hn::Set(d, to), center, scale);
    const auto right = hn::Gt(hn::Min(here, there), hn::Zero(d));
    const Vector near = normal_cdf(d, hn::IfThenElse(right, hn::Neg(here), here));
    const Vector far = normal_cdf(d, hn::IfThenElse(right, hn::Neg(there), there));
    const Vector rise = hn::Sub(far, near);
    return hn::MulAdd(weight, hn::IfThenElse(right, hn::Neg(rise), rise), block);
  });
}

void sums_of_steps(const Steps& steps, std::size_t n, const double* x, double* sums) {
  constexpr Doubles d;
  for (std::size_t i = 0; i < n; ++i) {
    sums[i] =
        sum_of_steps(steps, [&](Vector block, Vector center, Vector scale, Vector weight) GAMMAFIELD_VECTOR_LAMBDA {
          return hn::MulAdd(weight, normal_cdf(d, d1(hn::Set(d, x[i]), center, scale)), block);
        });
  }
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(sum_between);
HWY_EXPORT(sums_of_steps);

}  // namespace

double step_sum_between(const Steps& steps, double from, double to) {
  return HWY_DYNAMIC_DISPATCH(sum_between)(steps, from, to);
}

void step_sums(const Steps& steps, std::size_t n, const double* x, double* sums) {
  HWY_DYNAMIC_DISPATCH(sums_of_steps)(steps, n, x, sums);
}

}  // namespace gammafield::kernels
#endif
