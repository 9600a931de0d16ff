#pragma once

#include "hedging/monte_carlo.h"

namespace gammafield::laboratory {

/// Which of a figure's three there are.
struct Known {
  bool with = true, without = true, change = true;
};

/// No ratio to nothing.
[[nodiscard]] inline Known known_ratio(const hedging::Compared& of) { return {.change = of.without.value > 0}; }

/// Of the races at a level: none decided, none held.
[[nodiscard]] inline Known known_races(const hedging::LevelOutcome& level) {
  const bool with = level.decided_with > 0, without = level.decided_without > 0;
  return {.with = with, .without = without, .change = with && without};
}

}  // namespace gammafield::laboratory
