#pragma once

#include <cstddef>

#include "kernels/profile_bumps.h"
#include "kernels/profile_nodes.h"

namespace gammafield::kernels {

/// Nodes that a value between two of them is interpolated from, half of them on either side (Lagrange). Of a bump
/// `nodes_a_width` = 6 steps wide it leaves at most 2e-12 of the height, of one twice as wide 3e-17.
inline constexpr std::ptrdiff_t stencil = 16;

/// Nodes that must lie beyond the outermost place that is asked for, on grids that are refined from one another.
inline constexpr std::ptrdiff_t margin = stencil;

/// Adds the coarse nodes to fine ones of half the step. Requires fine.first >= 2 * coarse.first + stencil, and as much
/// at the other end.
void add_refined(const NodeSums& coarse, NodeSums& fine);

/// Writes net and gross (and slope, if given) at n places in any order. Requires stencil / 2 nodes beyond each place.
/// The slope is that of the interpolating polynomial: as accurate as net, times 70 over the width of the bumps.
void interpolate(const NodeSums&, std::size_t n, const double* x, BumpSums out);

}  // namespace gammafield::kernels
