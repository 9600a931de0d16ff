#pragma once

#include <string>

#include "engine/analysis.h"
#include "research/sheet.h"

namespace gammafield::studies {

/// What an analysis says of levels, as known from its snapshot's time on. P(GEX > 0) is there where the settings ask
/// for bands. `source`: of messages.
[[nodiscard]] research::LevelSheet sheet_of(const engine::Analysis&, std::string source);

}  // namespace gammafield::studies
