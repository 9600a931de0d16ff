#pragma once

#include <cstdint>
#include <cstdlib>

#include "base/sanitized.h"

namespace gammafield::playback {

/// As many seeds as it takes for rare faults to have been among them. GAMMAFIELD_LONG=1: a thousand.
inline std::uint64_t seeds_with_rare_faults() { return std::getenv("GAMMAFIELD_LONG") != nullptr ? 1000 : 30; }

/// How many seeds of faults a test goes through; under the sanitizers, which take four times as long, fewer.
inline std::uint64_t seeds() {
  return base::sanitized && std::getenv("GAMMAFIELD_LONG") == nullptr ? 10 : seeds_with_rare_faults();
}

}  // namespace gammafield::playback
