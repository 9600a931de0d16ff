#pragma once

#include <string>

#include "bands/bands.h"
#include "engine/settings.h"

namespace gammafield::engine {

/// What the bands' prior takes for granted, in one sentence.
[[nodiscard]] std::string prior_sentence(const Settings&, const bands::Bands&);

}  // namespace gammafield::engine
