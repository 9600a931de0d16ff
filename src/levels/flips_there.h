#pragma once

#include <vector>

#include "exposure/profile_table.h"
#include "exposure/repriced_book.h"
#include "levels/flip.h"
#include "market/units.h"

/// The flips of levels/flip.h that depend on where spot is, with spot anywhere.
namespace gammafield::levels {

/// The spots that grid60_flip looks at, ascending.
[[nodiscard]] std::vector<market::Spot> public_grid(market::Spot);
/// `grid`: the book tabulated there.
[[nodiscard]] Level<GammaFlip> grid60_flip(const exposure::RepricedBook&,
                                           const std::vector<exposure::TabulatedPoint>& grid, const KnownExposure&);
[[nodiscard]] Level<GammaFlip> analytic_local_flip(const exposure::RepricedBook&, market::Spot, const KnownExposure&);

}  // namespace gammafield::levels
