#pragma once

#include <string>

#include "engine/analysis.h"
#include "research/sheet.h"

namespace gammafield::studies {

/// What a Report says of levels, as known from its snapshot's time on. `source`: of messages.
[[nodiscard]] research::LevelSheet sheet_of(const engine::Report&, std::string source);

}  // namespace gammafield::studies
