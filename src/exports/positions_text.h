#pragma once

#include <string>

#include "engine/analysis.h"
#include "exports/text_table.h"
#include "inventory/inference.h"

namespace gammafield::exports {

/// Inferred dealer positions by strike and by expiry, in contracts, with one standard deviation of error. `window`:
/// strikes within spot * (1 +- window).
[[nodiscard]] std::string positions_text(const engine::Report&, const market::ChainSnapshot&,
                                         const inventory::Inferred&, double window, const TextStyle&);
[[nodiscard]] std::string positions_csv_header();
[[nodiscard]] std::string positions_csv(const engine::Report&, const market::ChainSnapshot&, const inventory::Inferred&,
                                        double window);
[[nodiscard]] std::string positions_json(const engine::Report&, const market::ChainSnapshot&,
                                         const inventory::Inferred&, double window, int indent);

}  // namespace gammafield::exports
