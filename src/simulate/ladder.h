#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "market/units.h"
#include "simulate/simulated_chain.h"

namespace gammafield::simulate {

/// One line of the chain to be: an expiry and a strike, the strike counted in steps so that its roundness is exact.
struct Rung {
  std::uint32_t expiry = 0;
  std::uint32_t steps = 0;
};

/// The finest distance between strikes: about a 1300th of spot, 5 points for SPX.
[[nodiscard]] market::Strike strike_step(market::Spot);

/// Exactly `count` rungs, sorted by (expiry, steps). Near spot every step, further away every 2nd, 5th, 10th, 20th and
/// 40th, in each expiry by its habits; one factor for the whole chain widens or narrows all ladders until the number is
/// right. Requires count at most what the listing can carry (3.5 times spot a ladder).
[[nodiscard]] std::vector<Rung> choose_rungs(std::span<const SimulatedExpiry>, market::Spot, std::size_t count);

}  // namespace gammafield::simulate
