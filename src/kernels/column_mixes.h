#pragma once

#include <cstddef>

namespace gammafield::kernels {

/// Columns of `length` doubles, one after the other; `length` is a multiple of `padding`.
struct MixColumns {
  static constexpr std::size_t padding = 16;
  std::size_t count = 0, length = 0;
  const double* values = nullptr;  ///< count * length

  /// The length that holds n values; the rest is the caller's to fill with zeros.
  [[nodiscard]] static constexpr std::size_t padded(std::size_t n) { return (n + padding - 1) / padding * padding; }
};

/// Weighted sums of columns, many at once:
///   out[d * length + j] = sum over k of weights[d * count + k] * column k [j],  d = 0 ... mixes - 1
/// The sum is taken in the order of k, one product after the other; a mix does not depend on those beside it.
/// `weights`: mixes * count; `out`: mixes * length. No array needs alignment.
void column_mixes(const MixColumns&, std::size_t mixes, const double* weights, double* out);

/// How many of n values are above the threshold.
[[nodiscard]] std::size_t count_above(std::size_t n, const double* values, double threshold);

}  // namespace gammafield::kernels
