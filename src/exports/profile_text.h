#pragma once

#include <span>
#include <string>

#include "engine/analysis.h"
#include "exports/text_table.h"
#include "exposure/profile.h"

namespace gammafield::exports {

/// Net exposure re-priced over spot, as a table with a bar in each row.
[[nodiscard]] std::string profile_text(const engine::Analysis&, std::span<const exposure::ProfilePoint>,
                                       const TextStyle&);
/// `symbol,as_of,spot,net_gex_usd_per_1pct`.
[[nodiscard]] std::string profile_csv_header();
[[nodiscard]] std::string profile_csv(const engine::Analysis&, std::span<const exposure::ProfilePoint>);
[[nodiscard]] std::string profile_json(const engine::Analysis&, std::span<const exposure::ProfilePoint>, int indent);

}  // namespace gammafield::exports
