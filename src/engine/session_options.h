#pragma once

#include <vector>

#include "engine/settings.h"

namespace gammafield::engine {

/// The registry's keys of walls over time: `hysteresis.*` and `state.*` (docs/methods.md 1.4.12).
[[nodiscard]] std::vector<Option> session_options();

}  // namespace gammafield::engine
