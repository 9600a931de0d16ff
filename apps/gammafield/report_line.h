#pragma once

#include <string>

#include "engine/analysis.h"

namespace gammafield::app {

/// Levels as they stand, and what happened since the snapshot before. Requires a Report with its session.
[[nodiscard]] std::string report_line(const engine::Report&);

}  // namespace gammafield::app
