// A compensated sum of vectors. Included once for each target, after hwy/foreach_target.h; the guard lets it.
#if defined(GAMMAFIELD_KERNELS_PROFILE_SUM_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_PROFILE_SUM_INL_H_
#undef GAMMAFIELD_KERNELS_PROFILE_SUM_INL_H_
#else
#define GAMMAFIELD_KERNELS_PROFILE_SUM_INL_H_
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "kernels/columns-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

constexpr std::size_t block_vectors = 64;  // summed plainly before a LaneSum takes over

/// A sum of vectors that keeps what each addition rounds away (Knuth's two-sum in every lane). Call start() first.
class LaneSum {
 public:
  HWY_INLINE void start() { sum_ = lost_ = hn::Zero(Doubles()); }
  HWY_INLINE void add(Vector term) {
    const Vector next = hn::Add(sum_, term), part = hn::Sub(next, sum_);
    lost_ = hn::Add(lost_, hn::Add(hn::Sub(sum_, hn::Sub(next, part)), hn::Sub(term, part)));
    sum_ = next;
  }
  /// Of all lanes, compensated again, lane after lane.
  HWY_INLINE double value() const {
    HWY_ALIGN double sums[HWY_LANES(double)], losses[HWY_LANES(double)];
    hn::Store(sum_, Doubles(), sums);
    hn::Store(lost_, Doubles(), losses);
    double sum = 0, lost = 0;
    for (std::size_t i = 0; i < hn::Lanes(Doubles()); ++i) {
      const double next = sum + sums[i], part = next - sum;
      lost += (sum - (next - part)) + (sums[i] - part);
      lost += losses[i];
      sum = next;
    }
    return sum + lost;
  }

 private:
  Vector sum_, lost_;
};

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_PROFILE_SUM_INL_H_
