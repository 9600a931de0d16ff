#pragma once

#include <cstddef>
#include <vector>

#include "exposure/dynamic_book.h"
#include "exposure/repriced_book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The profile at `count` spots evenly spaced in dollars, both ends included; one spot is `lowest`.
/// Requires 0 < lowest <= highest.
[[nodiscard]] std::vector<ProfilePoint> curve(const RepricedBook&, market::Spot lowest, market::Spot highest,
                                              std::size_t count);
[[nodiscard]] std::vector<ProfilePoint> curve(const DynamicBook&, market::Spot lowest, market::Spot highest,
                                              std::size_t count);

}  // namespace gammafield::exposure
