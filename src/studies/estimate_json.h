#pragma once

#include <optional>
#include <string_view>

#include "base/json_writer.h"
#include "statistics/estimate.h"

namespace gammafield::studies {

/// `name`: `value`, `low` and `high`, or null.
inline void write_estimate(base::JsonWriter& json, std::string_view name,
                           const std::optional<statistics::Estimate>& estimate) {
  if (!estimate) {
    json.null_field(name);
    return;
  }
  json.key(name).begin_object().field("value", estimate->value);
  json.field("low", estimate->low).field("high", estimate->high).end_object();
}

}  // namespace gammafield::studies
