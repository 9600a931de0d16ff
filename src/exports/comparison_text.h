#pragma once

#include <string>

#include "engine/comparison.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// What moved between two snapshots and by how much each cause: exposure, flip, the walls' strengths; then where each
/// wall moved and at which cause. `gone` and `appeared` are one column, REST.
[[nodiscard]] std::string comparison_text(const engine::Report& earlier, const engine::Report& later,
                                          const engine::Comparison&, const TextStyle&);
/// A row a measure: `symbol,from,to,measure,before,expiry,time,price,gone,volatility,open_interest,appeared,after`.
/// The parts sum to after - before. Where there is no such level the cell is empty.
[[nodiscard]] std::string comparison_csv_header();
[[nodiscard]] std::string comparison_csv(const engine::Report& earlier, const engine::Report& later,
                                         const engine::Comparison&);
/// Schema `gammafield.comparison/1`.
[[nodiscard]] std::string comparison_json(const engine::Report& earlier, const engine::Report& later,
                                          const engine::Comparison&, int indent);

}  // namespace gammafield::exports
