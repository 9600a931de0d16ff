#pragma once

#include <string>

#include "engine/analysis.h"
#include "engine/profile.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// Net exposure re-priced over spot, as a table with a bar in each row.
[[nodiscard]] std::string profile_text(const engine::Analysis&, const engine::Profile&, const TextStyle&);
/// `symbol,as_of,spot,net_gex_usd_per_1pct,net_vanna_usd_per_vol_point,net_charm_usd_per_day`; the last two empty where
/// there are none.
[[nodiscard]] std::string profile_csv_header();
[[nodiscard]] std::string profile_csv(const engine::Analysis&, const engine::Profile&);
/// Schema `gammafield.profile/1`.
[[nodiscard]] std::string profile_json(const engine::Analysis&, const engine::Profile&, int indent);

}  // namespace gammafield::exports
