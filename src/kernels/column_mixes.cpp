#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/column_mixes.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/column_mixes.h"
#include "kernels/columns-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

// A tile of sums that stays in registers: each vector of a column that is loaded serves all its mixes.
constexpr std::size_t mixes_at_once = 4, vectors_at_once = 2;

template <std::size_t mixes>
HWY_INLINE void mix_tile(const MixColumns& columns, std::size_t begin, const double* weights, double* out) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  Vector sum[mixes][vectors_at_once];
  for (std::size_t m = 0; m < mixes; ++m)
    for (std::size_t v = 0; v < vectors_at_once; ++v) sum[m][v] = hn::Zero(d);
  const double* column = columns.values + begin;
  for (std::size_t k = 0; k < columns.count; ++k, column += columns.length) {
    Vector value[vectors_at_once];
    for (std::size_t v = 0; v < vectors_at_once; ++v) value[v] = hn::LoadU(d, column + v * width);
    for (std::size_t m = 0; m < mixes; ++m) {
      const Vector weight = hn::Set(d, weights[m * columns.count + k]);
      for (std::size_t v = 0; v < vectors_at_once; ++v) sum[m][v] = hn::MulAdd(weight, value[v], sum[m][v]);
    }
  }
  for (std::size_t m = 0; m < mixes; ++m)
    for (std::size_t v = 0; v < vectors_at_once; ++v)
      hn::StoreU(sum[m][v], d, out + m * columns.length + begin + v * width);
}

template <std::size_t mixes>
HWY_INLINE void mix_rows(const MixColumns& columns, const double* weights, double* out) {
  const std::size_t step = vectors_at_once * hn::Lanes(Doubles());
  for (std::size_t begin = 0; begin < columns.length; begin += step) mix_tile<mixes>(columns, begin, weights, out);
}

void all_mixes(const MixColumns& columns, std::size_t mixes, const double* weights, double* out) {
  std::size_t m = 0;
  for (; m + mixes_at_once <= mixes; m += mixes_at_once)
    mix_rows<mixes_at_once>(columns, weights + m * columns.count, out + m * columns.length);
  for (; m < mixes; ++m) mix_rows<1>(columns, weights + m * columns.count, out + m * columns.length);
}

std::size_t how_many_above(std::size_t n, const double* values, double threshold) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  const Vector limit = hn::Set(d, threshold);
  std::size_t above = 0, i = 0;
  for (; i + width <= n; i += width) above += hn::CountTrue(d, hn::Gt(hn::LoadU(d, values + i), limit));
  for (; i < n; ++i) above += values[i] > threshold ? 1 : 0;
  return above;
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <cassert>

namespace gammafield::kernels {
namespace {

HWY_EXPORT(all_mixes);
HWY_EXPORT(how_many_above);

}  // namespace

void column_mixes(const MixColumns& columns, std::size_t mixes, const double* weights, double* out) {
  assert(columns.length % MixColumns::padding == 0);
  HWY_DYNAMIC_DISPATCH(all_mixes)(columns, mixes, weights, out);
}

std::size_t count_above(std::size_t n, const double* values, double threshold) {
  return HWY_DYNAMIC_DISPATCH(how_many_above)(n, values, threshold);
}

}  // namespace gammafield::kernels
#endif
