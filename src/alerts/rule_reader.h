#pragma once

#include "alerts/rule.h"
#include "toml_file/toml_table.h"

namespace gammafield::alerts {

/// One `[[alerts.rule]]`.
[[nodiscard]] Rule read_rule(const toml::table&, toml_file::Complaint&);

}  // namespace gammafield::alerts
