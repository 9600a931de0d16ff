#include "bands/wall_odds.h"

#include <algorithm>

namespace gammafield::bands {

double WallOdds::p_of(market::Strike strike) const {
  const auto found = std::ranges::find(strikes, strike, &StrikeOdds::strike);
  return found == strikes.end() ? 0 : found->p;
}

}  // namespace gammafield::bands
