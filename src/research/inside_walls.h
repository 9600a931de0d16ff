#pragma once

#include <span>
#include <vector>

#include "research/hit_rate.h"

/// Does a session stay between its walls (docs/methods.md 7.2)?
namespace gammafield::research {

struct InsideStudy {
  std::vector<WallBasis> bases{WallBasis::net};
  std::vector<Baseline> baselines{Baseline::shuffled_date};  ///< the first is the primary's; others than these two have
                                                             ///< no pairs: random_price, shuffled_date
  BaselineRule baseline;
};

/// Sessions that begin between the put wall and the call wall, by symbol and basis. Two measures, both shares of
/// sessions: `closes_inside`, the last price is not beyond either wall, and `stays_inside`, no price is. Each is
/// compared with other pairs of prices around the session's first one, in expected moves:
/// `shuffled_date`, the walls of other such days whose expected move differs by a quarter at most. With I(i, j) for
/// session i among the walls of day j a day's difference is I(i, i) - mean over j of I(i, j) - mean over j of I(j, i) +
/// the mean over all pairs; summed over days, I(i, i) less I(i, j) on the mean.
/// `random_price`, the day's own pair, each side moved by up to a tenth of an expected move, or by its distance where
/// that is less: only sessions that end that near to a wall say anything, and of 60 days a test of 5 % rejects in less
/// than 1 % where nothing is (of 200 in 3 to 4 %).
/// `counts`: days with both walls, and of these the ones that began outside and are left out.
[[nodiscard]] std::vector<MeasuredCell> inside_walls(std::span<const SymbolDays>, const InsideStudy&);

}  // namespace gammafield::research
