#pragma once

#include <string>

#include "base/json_writer.h"
#include "engine/analysis.h"

namespace gammafield::engine {

/// The Report as JSON, schema `gammafield.report/1`: one line for `indent` 0. Names and units: docs/report.md.
[[nodiscard]] std::string to_json(const Report&, int indent = 0);

/// The member `assumptions`: every option as it was in force.
void write_assumptions(base::JsonWriter&, const Settings&, const market::ExchangeRules&,
                       std::optional<market::Multiplier>);

/// The version of this build.
[[nodiscard]] std::string_view version();

}  // namespace gammafield::engine
