#pragma once

#include <cstdint>
#include <cstdlib>

#include "base/sanitized.h"

namespace gammafield::playback {

struct Seeds {
  std::uint64_t first, last;
  [[nodiscard]] std::uint64_t count() const { return last - first + 1; }
};

/// The seeds of faults that a test goes through: as many as it takes for rare faults to be among them. Under the
/// sanitizers five of these, among which rare faults are too. GAMMAFIELD_LONG=1: a thousand.
inline Seeds seeds() {
  if (std::getenv("GAMMAFIELD_LONG") != nullptr) return {1, 1000};
  return base::sanitized ? Seeds{26, 30} : Seeds{1, 30};
}

}  // namespace gammafield::playback
