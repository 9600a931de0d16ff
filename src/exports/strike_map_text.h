#pragma once

#include <string>

#include "engine/analysis.h"
#include "exposure/strike_map.h"

namespace gammafield::exports {

/// Schema `gammafield.map/1`: expiries, strikes, and of each expiry net and gross exposure by strike.
[[nodiscard]] std::string strike_map_json(const engine::Analysis&, const exposure::StrikeMap&, int indent);

/// A line a cell that has a number: `symbol,as_of,root,expiry,settlement,strike,net_gex_usd_per_1pct,
/// gross_gex_usd_per_1pct`.
[[nodiscard]] std::string strike_map_csv_header();
[[nodiscard]] std::string strike_map_csv(const engine::Analysis&, const exposure::StrikeMap&);

}  // namespace gammafield::exports
