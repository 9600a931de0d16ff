#pragma once

#include <cstdint>
#include <cstdlib>

#include "base/sanitized.h"

namespace gammafield::playback {

/// How many seeds of faults a test goes through; under the sanitizers, which take four times as long, fewer.
/// GAMMAFIELD_LONG=1: a thousand.
inline std::uint64_t seeds() {
  if (std::getenv("GAMMAFIELD_LONG") != nullptr) return 1000;
  return base::sanitized ? 10 : 30;
}

}  // namespace gammafield::playback
