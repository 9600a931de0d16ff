// Walks columns of doubles in full vectors. Included once for each target by the .cpp files of kernels, after
// hwy/foreach_target.h; the guard lets it.
#if defined(GAMMAFIELD_KERNELS_COLUMNS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_COLUMNS_INL_H_
#undef GAMMAFIELD_KERNELS_COLUMNS_INL_H_
#else
#define GAMMAFIELD_KERNELS_COLUMNS_INL_H_
#endif

#include <cstddef>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;
using Lanes = hn::Mask<Doubles>;

/// Calls kernel(in, out, begin) for every full vector of the columns: `in` holds elements begin ... of each input, and
/// what it leaves in `out` is stored. The last, partial vector is filled up with copies of the last element, so an
/// element is computed alike wherever it stands. An output column that is null is not stored. Arrays: `inputs` and
/// `outputs` of n doubles each, no alignment needed; an output may be an input's own array, but not overlap it
/// otherwise.
///   for_vectors(n, {K, T}, {out}, [&](const Vector* in, Vector* out, std::size_t) HWY_ATTR { out[0] = ...; });
template <std::size_t inputs, std::size_t outputs, class Kernel>
HWY_INLINE void for_vectors(std::size_t n, const double* const (&input)[inputs], double* const (&output)[outputs],
                            const Kernel& kernel) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  Vector in[inputs], out[outputs];
  std::size_t begin = 0;
  for (; begin + width <= n; begin += width) {
    for (std::size_t k = 0; k < inputs; ++k) in[k] = hn::LoadU(d, input[k] + begin);
    kernel(in, out, begin);
    for (std::size_t k = 0; k < outputs; ++k)
      if (output[k] != nullptr) hn::StoreU(out[k], d, output[k] + begin);
  }
  if (begin == n) return;
  HWY_ALIGN double rest[HWY_LANES(double)];
  for (std::size_t k = 0; k < inputs; ++k) {
    for (std::size_t i = 0; i < width; ++i) rest[i] = input[k][begin + i < n ? begin + i : n - 1];
    in[k] = hn::Load(d, rest);
  }
  kernel(in, out, begin);
  for (std::size_t k = 0; k < outputs; ++k) {
    if (output[k] == nullptr) continue;
    hn::Store(out[k], d, rest);
    for (std::size_t i = begin; i < n; ++i) output[k][i] = rest[i - begin];
  }
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_COLUMNS_INL_H_
