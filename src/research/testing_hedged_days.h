#pragma once

#include <cstdint>

#include "base/random.h"
#include "research/world.h"

namespace gammafield::research::testing {

/// What tells whether walls push back.
enum class Tells : std::uint8_t { nothing, net_gex, option_trades };

/// A minute after the open customers trade half of each wall's open interest.
inline void trade_at_walls(StudyDay& day, bool customers_buy) {
  day.option_trades.emplace();
  for (const auto side : {levels::Side::call, levels::Side::put}) {
    const auto wall = wall_of(day.sheet, side, WallBasis::net);
    if (!wall) continue;
    for (const auto& strike : day.sheet.strikes) {
      if (strike.strike != wall->strike) continue;
      const double half = 0.5 * strike.open_interest().value();
      day.option_trades->push_back({day.open + std::chrono::minutes{1}, strike.strike, customers_buy ? half : -half});
    }
  }
}

/// By lot, walls push price back where dealers are long of gamma, and through where they are short of it: what hedging
/// dealers would do. Told by the sign of net GEX or by what customers trade at walls; what does not tell it is drawn
/// anew.
inline SymbolDays hedged_days(double speed, std::size_t days, std::uint64_t seed, Tells tells = Tells::net_gex) {
  auto mixed = made_up_days({.plant = {.reflecting = speed}, .days = days, .seed = seed});
  const auto pushing = made_up_days({.plant = {.reflecting = -speed}, .days = days, .seed = seed + 1000});
  base::RandomStream lot{seed, 1};
  for (std::size_t i = 0; i < days; ++i) {
    const bool long_gamma = lot.uniform() < 0.5;
    if (!long_gamma) mixed.days[i] = pushing.days[i];
    const bool positive = tells == Tells::net_gex ? long_gamma : lot.uniform() < 0.5;
    auto& sheet = mixed.days[i].sheet;
    sheet.net_gex = market::UsdPerPercent{(positive ? 0.5 : -0.5) * sheet.gross_gex.value()};
    if (tells == Tells::option_trades) trade_at_walls(mixed.days[i], !long_gamma);
  }
  return mixed;
}

}  // namespace gammafield::research::testing
