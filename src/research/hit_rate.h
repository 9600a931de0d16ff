#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "research/baseline.h"
#include "research/finding.h"
#include "research/judged.h"
#include "research/study_day.h"

/// Do walls hold more often than levels that are none?
namespace gammafield::research {

/// The days of one symbol, ascending.
struct SymbolDays {
  std::string symbol;
  std::chrono::seconds bar{60};  ///< between prices
  std::vector<StudyDay> days;
};

struct HitRateStudy {
  std::vector<levels::Side> sides{levels::Side::call, levels::Side::put};
  std::vector<WallBasis> bases{WallBasis::net, WallBasis::gross, WallBasis::absolute};
  std::vector<HitRule> rules{HitRule::race};
  std::vector<Baseline> baselines;  ///< the first is the primary's
  RaceRule race;
  BaselineRule baseline;
  std::size_t threads = 1;
};

/// All sessions of the symbols, ascending: the days of every column.
[[nodiscard]] std::vector<market::Date> sessions_of(std::span<const SymbolDays>);

/// A cell each symbol, side, basis and rule; the first is the primary one. The figure: holds of touches decided. A
/// comparison: less that of the baseline's levels, each over all of its own days (`shares_compared`).
[[nodiscard]] std::vector<MeasuredCell> hit_rates(std::span<const SymbolDays>, const HitRateStudy&,
                                                  const std::function<void(double done)>& progress = {});

}  // namespace gammafield::research
