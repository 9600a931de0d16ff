#pragma once

#include <string>

#include "engine/analysis.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// The Report for people: the ladder of levels by price, what carries it, its conventions, the data's age and what was
/// left out. At most 80 columns.
[[nodiscard]] std::string levels_text(const engine::Report&, const TextStyle&);

/// The levels as CSV: `symbol,as_of,level,price,high,value_usd_per_1pct,mechanical_effect,remark`, one line each, a
/// header first.
[[nodiscard]] std::string levels_csv_header();
[[nodiscard]] std::string levels_csv(const engine::Report&);

}  // namespace gammafield::exports
