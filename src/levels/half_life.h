#pragma once

#include <chrono>
#include <optional>
#include <span>

#include "exposure/book.h"
#include "levels/wall.h"
#include "pricing/priced_chain.h"

namespace gammafield::levels {

/// Until |v_K| of these holdings first falls to half of what it is now, with spot (the chain's, or another),
/// volatilities, rates and open interest frozen and only time running on the chain's clock; rounded up to whole
/// minutes. A contract that settles on the way contributes zero from then on. None when it has not halved before the
/// last of them settles, or when there is nothing to halve.
[[nodiscard]] std::optional<std::chrono::minutes> half_life(const pricing::PricedChain&, market::Spot,
                                                            std::span<const exposure::Holding>, Measure);

}  // namespace gammafield::levels
