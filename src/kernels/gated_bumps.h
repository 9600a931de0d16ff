#pragma once

#include <cstddef>

namespace gammafield::kernels {

inline constexpr double gated_reach = 6.8;  ///< 2^(-y^2) is 1e-14 there

/// Columns of n bumps with a slope, each between two places only:
///   weight * (height + tilt * y) * 2^(-y^2),  y = (x - center) * scale,  where low < x <= high; elsewhere 0
/// A bump ends where it is nothing any more: low and high are at most `gated_reach` / scale from the center.
/// The exposure of an American option over spot is a sum of such (docs/methods.md 2.11).
struct GatedBumps {
  std::size_t n = 0;
  const double *center = nullptr, *scale = nullptr, *height = nullptr, *tilt = nullptr;
  const double *low = nullptr, *high = nullptr;
  const double *net = nullptr, *gross = nullptr;  ///< two weights
};

/// What to add to; a null column is left out. `slope`: of the sum with the net weights, its derivative in x; what jumps
/// at a gate has none.
struct GatedBumpSums {
  double *net = nullptr, *gross = nullptr, *slope = nullptr;
};

/// Adds the sums at every place, plainly and in order of the bumps, so a place has the same bits whatever is asked
/// beside it. Where y^2 > 70 a bump is 0 (1e-21 of its height).
void add_gated_bumps(const GatedBumps&, std::size_t places, const double* x, const GatedBumpSums&);

}  // namespace gammafield::kernels
