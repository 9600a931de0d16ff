#pragma once

#include "base/json_writer.h"
#include "engine/data_quality.h"

namespace gammafield::engine {

/// The object under `data_quality`, in the Report and wherever else it is told.
void write_data_quality(base::JsonWriter&, const DataQuality&);

}  // namespace gammafield::engine
