#pragma once

#include <optional>
#include <span>

#include "exposure/book.h"
#include "exposure/repriced_book.h"
#include "levels/wall.h"
#include "market/units.h"
#include "pricing/priced_chain.h"

namespace gammafield::levels {

/// levels/wall.h's with_attributes with spot anywhere. `holdings`: those of the wall's strike, with their exposures at
/// that spot. Of the chain no price of the underlying is used.
[[nodiscard]] Wall with_attributes(const WallStrike&, std::span<const exposure::Holding> holdings,
                                   const pricing::PricedChain&, const exposure::RepricedBook&, market::Spot,
                                   std::optional<double> expected_move_fraction);

}  // namespace gammafield::levels
