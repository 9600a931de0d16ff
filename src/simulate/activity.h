#pragma once

#include <cstdint>

#include "market/contract.h"
#include "market/units.h"
#include "simulate/habits.h"
#include "simulate/random.h"

namespace gammafield::simulate {

/// Where a contract stands, as far as holders and traders care.
struct Standing {
  market::Right right = market::Right::call;
  market::Strike strike;
  std::uint32_t steps = 0;  ///< the strike in steps of the ladder: its roundness
  market::Spot spot;
};

struct Activity {
  market::Contracts open_interest, volume;
};

/// Whole contracts: puts held below spot and calls above it, more at round strikes, with a long tail, nothing at some;
/// volume nearer to spot than open interest.
[[nodiscard]] Activity draw_activity(const Standing&, const Habits&, RandomStream&);

}  // namespace gammafield::simulate
