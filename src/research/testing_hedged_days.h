#pragma once

#include "base/random.h"
#include "research/world.h"

namespace gammafield::research::testing {

/// By lot, walls push price back where net GEX is said to be positive, and through where it is negative: what hedging
/// dealers would do. Unless `told` the sign is drawn anew.
inline SymbolDays hedged_days(double speed, std::size_t days, std::uint64_t seed, bool told = true) {
  auto mixed = made_up_days({.plant = {.reflecting = speed}, .days = days, .seed = seed});
  const auto pushing = made_up_days({.plant = {.reflecting = -speed}, .days = days, .seed = seed + 1000});
  base::RandomStream lot{seed, 1};
  for (std::size_t i = 0; i < days; ++i) {
    const bool long_gamma = lot.uniform() < 0.5;
    if (!long_gamma) mixed.days[i] = pushing.days[i];
    const bool positive = told ? long_gamma : lot.uniform() < 0.5;
    auto& sheet = mixed.days[i].sheet;
    sheet.net_gex = market::UsdPerPercent{(positive ? 0.5 : -0.5) * sheet.gross_gex.value()};
  }
  return mixed;
}

}  // namespace gammafield::research::testing
