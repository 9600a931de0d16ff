// Walks columns of doubles in full vectors. Included once for each target by the .cpp files of kernels, after
// hwy/foreach_target.h; the guard lets it.
#if defined(GAMMAFIELD_KERNELS_COLUMNS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GAMMAFIELD_KERNELS_COLUMNS_INL_H_
#undef GAMMAFIELD_KERNELS_COLUMNS_INL_H_
#else
#define GAMMAFIELD_KERNELS_COLUMNS_INL_H_
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "kernels/leftover.h"
#include "kernels/padding.h"

/// Between the parameters and the body of every lambda of vector code: compiles it for the target, into its caller.
#undef GAMMAFIELD_VECTOR_LAMBDA
#define GAMMAFIELD_VECTOR_LAMBDA HWY_ATTR __attribute__((always_inline))

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;
using Lanes = hn::Mask<Doubles>;

HWY_INLINE Vector number(double x) { return hn::Set(Doubles(), x); }
HWY_INLINE Vector load(const double* p) { return hn::LoadU(Doubles(), p); }
HWY_INLINE void store(Vector x, double* p) { hn::StoreU(x, Doubles(), p); }
HWY_INLINE Lanes within(Vector x, double low, double high) {
  return hn::And(hn::Ge(x, number(low)), hn::Le(x, number(high)));
}

/// Notes the elements begin ... of one vector that are not done.
HWY_INLINE void leave(Lanes done, std::size_t begin, std::size_t end, Leftover& leftover) {
  constexpr Doubles d;
  if (HWY_LIKELY(hn::AllTrue(d, done))) return;
  std::uint8_t bytes[8] = {};
  hn::StoreMaskBits(d, hn::Not(done), bytes);
  leftover.add(begin, bytes[0], end);
}

/// Calls kernel(in, out, begin) for every full vector of the columns: `in` holds elements begin ... of each input, and
/// what it leaves in `out` is stored. The last, partial vector is filled up with copies of the last element, so an
/// element is computed alike wherever it stands. An output column that is null is not stored. Arrays: `inputs` and
/// `outputs` of n doubles each, no alignment needed; an output may be an input's own array, but not overlap it
/// otherwise.
///   for_vectors(n, {K, T}, {out}, [&](const Vector* in, Vector* out, std::size_t) GAMMAFIELD_VECTOR_LAMBDA { out[0] =
///   ...; });
template <std::size_t inputs, std::size_t outputs, class Kernel>
HWY_INLINE void for_vectors(std::size_t n, const double* const (&input)[inputs], double* const (&output)[outputs],
                            const Kernel& kernel) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  const double* from[inputs];
  double* to[outputs];
  for (std::size_t k = 0; k < inputs; ++k) from[k] = input[k];
  for (std::size_t k = 0; k < outputs; ++k) to[k] = output[k];
  HWY_ALIGN double padded_in[inputs][HWY_LANES(double)], padded_out[outputs][HWY_LANES(double)];

  // two passes through one copy of the kernel: the full vectors, then the filled-up one
  std::size_t first = 0, count = n - n % width;
  for (;;) {
    for (std::size_t i = 0; i < count; i += width) {
      Vector in[inputs], out[outputs];
      for (std::size_t k = 0; k < inputs; ++k) in[k] = hn::LoadU(d, from[k] + i);
      kernel(in, out, first + i);
      for (std::size_t k = 0; k < outputs; ++k)
        if (to[k] != nullptr) hn::StoreU(out[k], d, to[k] + i);
    }
    first += count;
    if (first >= n) break;
    count = width;
    for (std::size_t k = 0; k < inputs; ++k) from[k] = filled_up(input[k] + first, n - first, width, padded_in[k]);
    for (std::size_t k = 0; k < outputs; ++k)
      if (to[k] != nullptr) to[k] = padded_out[k];
  }
  const std::size_t rest = n % width;
  for (std::size_t k = 0; k < outputs; ++k)
    if (rest > 0 && output[k] != nullptr) copy_column(padded_out[k], rest, output[k] + n - rest);
}

/// Elements a tile: a long kernel is split into short loops over one tile's scratch arrays (1 KiB each, in the first
/// cache), each short enough that the processor overlaps many of its turns; one long loop waits on its own results.
inline constexpr std::size_t tile = 128;
using TileArray = double[tile];

/// One call of a tile kernel: `count` elements of each column from element `first`, count a multiple of the vector.
template <std::size_t inputs, std::size_t outputs>
struct TileColumns {
  const double* in[inputs];
  double* out[outputs];  ///< null: not wanted
  std::size_t first, count;
};

/// Calls kernel(tile) for every tile of the columns. The last one is filled up with copies of the last element when n
/// is no multiple of the vector: arrays as for for_vectors, but an output must not be an input.
template <std::size_t inputs, std::size_t outputs, class Kernel>
HWY_INLINE void for_tiles(std::size_t n, const double* const (&input)[inputs], double* const (&output)[outputs],
                          const Kernel& kernel) {
  const std::size_t width = hn::Lanes(Doubles());
  HWY_ALIGN TileArray padded_in[inputs], padded_out[outputs];
  for (std::size_t first = 0; first < n; first += tile) {
    const std::size_t here = n - first < tile ? n - first : tile;
    const bool is_padded = here % width != 0;
    TileColumns<inputs, outputs> columns;
    columns.first = first;
    columns.count = (here + width - 1) / width * width;
    for (std::size_t k = 0; k < outputs; ++k)
      columns.out[k] = output[k] == nullptr ? nullptr : is_padded ? padded_out[k] : output[k] + first;
    for (std::size_t k = 0; k < inputs; ++k)
      columns.in[k] = is_padded ? filled_up(input[k] + first, here, columns.count, padded_in[k]) : input[k] + first;
    kernel(columns);
    for (std::size_t k = 0; is_padded && k < outputs; ++k)
      if (output[k] != nullptr) copy_column(padded_out[k], here, output[k] + first);
  }
}

/// Calls step(i) for every vector of a tile; i is its first element.
template <class Step>
HWY_INLINE void for_each_vector(std::size_t count, const Step& step) {
  const std::size_t width = hn::Lanes(Doubles());
  for (std::size_t i = 0; i < count; i += width) step(i);
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GAMMAFIELD_KERNELS_COLUMNS_INL_H_
