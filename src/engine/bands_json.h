#pragma once

#include <optional>

#include "bands/bands.h"
#include "base/json_writer.h"
#include "levels/no_level.h"

namespace gammafield::engine {

/// The value of the Report's `bands`: null where nobody asked; names and units in docs/report.md.
void write_bands(base::JsonWriter&, const std::optional<levels::Level<bands::Bands>>&);

/// Without the fan: the fields of that object, into the one that is open.
void write_band_fields(base::JsonWriter&, const bands::Bands&);

}  // namespace gammafield::engine
