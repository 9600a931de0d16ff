#pragma once

#include "alerts/rule.h"
#include "alerts/toml_table.h"

namespace gammafield::alerts {

/// One `[[alerts.rule]]`.
[[nodiscard]] Rule read_rule(const toml::table&, Complaint&);

}  // namespace gammafield::alerts
