#pragma once

#include <functional>
#include <span>
#include <vector>

#include "exposure/repriced_book.h"
#include "levels/mean_exposure.h"

namespace gammafield::levels {

/// What find_levels looks ahead.
inline constexpr std::chrono::minutes mean_horizon{30};

/// A book's profile at ascending spots.
using ProfileAt = std::function<std::vector<exposure::TabulatedPoint>(std::span<const market::Spot>)>;

/// mean_exposure of a book that is not empty, with spot anywhere.
[[nodiscard]] MeanExposure mean_exposure(const ProfileAt&, market::Spot, market::ImpliedVol,
                                         std::chrono::minutes horizon, market::Years tau);

}  // namespace gammafield::levels
