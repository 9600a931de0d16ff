#pragma once

#include <span>
#include <vector>

#include "research/hit_rate.h"

/// What days did as a whole, by what was known of gamma before them.
namespace gammafield::research {

/// Is price drawn to strikes? Cells a symbol:
/// `absolute_gamma`, `max_open_interest`, `call_wall`, `put_wall`: the close's distance from that strike less its
/// distance from the mirror image about the first price, in expected moves: negative where it is drawn there. A walk
/// without drift is as far from either.
/// `nearest_strike`: the close's distance from the nearest listed strike as a part of the farthest that it could be,
/// less a half (Ni, Pearson and Poteshman 2005: negative where closes cluster at strikes).
[[nodiscard]] std::vector<MeasuredCell> pinning(std::span<const SymbolDays>);

/// Is the day calmer where dealers are long of gamma? The coefficient of ln(realised / expected move), realised by
/// returns of 15 minutes, on whether
/// price began above the flip (`above_flip`) and on whether net GEX was positive (`positive_gamma`), with the day
/// before's as a control. -0.1: a tenth calmer. Sessions with a flip, and with the session before.
[[nodiscard]] std::vector<MeasuredCell> volatility_by_regime(std::span<const SymbolDays>);

/// Does the last half hour go on with the day (Baltussen, Da, Lammers and Martens 2021)? The slope of the return of
/// the last 30 minutes on that from the close before to then: of days with net GEX below 0, of the others, and the
/// first less the second.
[[nodiscard]] std::vector<MeasuredCell> last_half_hour(std::span<const SymbolDays>);

/// Do stronger walls hold more often? The coefficient of whether the wall held on its share of all strikes' exposure,
/// on how far it is ahead of the second, and on net to gross GEX, each by its rank among the days (0 the weakest, 1 the
/// strongest); a cell each, by side.
[[nodiscard]] std::vector<MeasuredCell> wall_strength(std::span<const SymbolDays>, const HitRateStudy&);

}  // namespace gammafield::research
