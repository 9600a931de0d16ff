#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "research/hit_rate.h"

/// How long do breaks of walls last, and is it longer than a walk's?
namespace gammafield::research {

struct LabelStudy {
  std::vector<levels::Side> sides{levels::Side::call, levels::Side::put};
  std::vector<WallBasis> bases{WallBasis::net};
  bool against_walk = true;  ///< only of 60-second bars: the walk's shares are of such
  std::vector<Baseline> baselines;
  BaselineRule baseline;
  std::size_t threads = 1;
};

/// Two cells each symbol, side and basis. `real_share`: REAL of REAL, FAKE and INDETERMINATE. `lasts_an_hour`: of REAL
/// ones those beyond at every close of the hour after the first, where prices go on until that is told. Against the
/// walk: less its share, by attempts; against a baseline: less the share of its levels' attempts, each over all of its
/// own days (`shares_compared`). All of `real_share` come first.
[[nodiscard]] std::vector<MeasuredCell> break_labels(std::span<const SymbolDays>, const LabelStudy&);

/// Of attempts that became so old, the share still beyond one bar later, and the product of these: Kaplan and Meier
/// (1958), by bars after the first close beyond. The error is Greenwood's.
struct SurvivalPoint {
  std::size_t bars = 0;
  double beyond = 1, standard_error = 0;
  double at_risk = 0;
};
[[nodiscard]] std::vector<SurvivalPoint> time_beyond(std::span<const SymbolDays>, levels::Side, WallBasis,
                                                     std::size_t bars_max = 60);

}  // namespace gammafield::research
