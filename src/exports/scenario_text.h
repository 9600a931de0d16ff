#pragma once

#include <string>

#include "engine/scenario.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// A line a moment and shift of volatility: exposure at spot, what dealers trade for time and volatility alone and for
/// moves of spot, flip and walls.
[[nodiscard]] std::string scenario_text(const engine::Analysis&, const engine::ScenarioCube&, const TextStyle&);
/// A row a node:
/// `symbol,as_of,time,at,vol_points,spot,net_gex_usd_per_1pct,net_dex_usd,flow_shares` and the flow's five parts.
[[nodiscard]] std::string scenario_csv_header();
[[nodiscard]] std::string scenario_csv(const engine::Analysis&, const engine::ScenarioCube&);
/// Schema `gammafield.scenario/1`.
[[nodiscard]] std::string scenario_json(const engine::Analysis&, const engine::ScenarioCube&, int indent);

}  // namespace gammafield::exports
