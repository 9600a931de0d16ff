#pragma once

#include <cstddef>

#include "kernels/quadrature_rest.h"

namespace gammafield::kernels {

inline constexpr double gated_reach = 6.8;  ///< beyond this y a bump is nothing: 2^(-y^2) is 1e-14 there

/// What bumps that are the points of an integral miss of its end at an edge. With a = (x - edge) * inverse, I and C the
/// interest and the carry e^x:
///   (I - C) E''(a) inverse^2 - (I + C) E'(a) inverse
struct GatedRest {
  const QuadratureRest* table = nullptr;  ///< of E; null: nothing is missed
  const double *edge = nullptr, *inverse = nullptr, *interest = nullptr, *carry = nullptr;  ///< n
};

/// Columns of n options, each a sum of `rows` bumps with a slope and their rest, between two places only:
///   weight * [rest + sum of (height + tilt * y) * 2^(-y^2)],  y = (x - center) * scale,  where low < x <= high; else 0
/// Bump k of option i lies at k * n + i of its columns, so that a vector holds neighbouring options. n is a multiple of
/// `gated_lanes`: what fills up is closed everywhere, low = high, and otherwise finite. Requires scale > 0.
/// The exposure of an American option over spot is such a sum (docs/methods.md 2.11).
struct GatedBumps {
  std::size_t n = 0, rows = 0;
  const double *center = nullptr, *scale = nullptr, *height = nullptr, *tilt = nullptr;  ///< rows * n
  const double *low = nullptr, *high = nullptr;                                          ///< n, as the weights
  const double *net = nullptr, *gross = nullptr;                                         ///< two weights
  GatedRest rest = {};
};
inline constexpr std::size_t gated_lanes = 8;

/// What to add to; a null column is left out. `slope`: of the sum with the net weights, its derivative in x; what jumps
/// at a gate has none.
struct GatedBumpSums {
  double *net = nullptr, *gross = nullptr, *slope = nullptr;
};

/// Adds the sums at every place, bells to 1.2e-12 of themselves, plainly and in order of the options, so a place has
/// the same bits whatever is asked beside it, but for how it is asked: up to four places at once are summed in another
/// order.
void add_gated_bumps(const GatedBumps&, std::size_t places, const double* x, const GatedBumpSums&);

}  // namespace gammafield::kernels
