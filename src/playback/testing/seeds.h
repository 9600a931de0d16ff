#pragma once

#include <cstdint>
#include <cstdlib>

#include "base/sanitized.h"

namespace gammafield::playback {

/// How many seeds of faults a test goes through: as many as it takes for rare faults to have been among them; under the
/// sanitizers fewer. GAMMAFIELD_LONG=1: a thousand.
inline std::uint64_t seeds() {
  if (std::getenv("GAMMAFIELD_LONG") != nullptr) return 1000;
  return base::sanitized ? 10 : 30;
}

}  // namespace gammafield::playback
