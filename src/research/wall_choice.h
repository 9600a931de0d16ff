#pragma once

#include <span>
#include <vector>

#include "research/hit_rate.h"

/// Does it matter how the wall is chosen?
namespace gammafield::research {

/// Walls that stay until another strike is worth 1 + h times as much (session/hysteresis.h), followed from day to day:
/// a cell each symbol, side and h, by net exposure. The figure: their hit rate; against h = 0: less its hit rate, each
/// over all of its days (`shares_compared`). Counts: days on which the wall moved.
[[nodiscard]] std::vector<MeasuredCell> wall_hysteresis(std::span<const SymbolDays>, std::span<const double> thresholds,
                                                        const HitRateStudy&);

/// Somebody's published walls against ours, of days that have both. Cells a symbol and side: `ours` (hit rate; against
/// `theirs`: less theirs), `theirs`, and `distance` (|ln(ours / theirs)| in expected moves, of
/// days with both; nothing to compare). `theirs` has published levels (WallBasis::given).
[[nodiscard]] std::vector<MeasuredCell> published_walls(const SymbolDays& ours, const SymbolDays& theirs, WallBasis,
                                                        const HitRateStudy&);

}  // namespace gammafield::research
