#pragma once

#include "exposure/dynamic_book.h"
#include "levels/flip.h"

namespace gammafield::levels {

/// Flips of a book whose volatilities move with spot: repriced_flips by a plainer search, for a profile that is no sum
/// of Gaussians. The grid is 0.25 % of spot within 5 % of it and 1 % beyond; changes of sign between neighbours are
/// refined by Brent's method and verified as there (1e-8 of gross, opposite signs beside it). Touches, and pairs of
/// roots inside one step, are not looked for.
[[nodiscard]] FlipRoots dynamic_flips(const exposure::DynamicBook&, FlipDomain);

}  // namespace gammafield::levels
