#pragma once

#include <string>

#include "alerts/sink.h"
#include "toml_file/toml_table.h"

namespace gammafield::alerts {

/// One `[alerts.sink.NAME]`.
[[nodiscard]] Sink read_sink(const std::string& name, const toml::table&, toml_file::Complaint&);

}  // namespace gammafield::alerts
