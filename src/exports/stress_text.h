#pragma once

#include <string>

#include "engine/stress.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// What time, a change in volatility and an outside flow do to the book: steps to the next settlement, the walls'
/// risks, the levels at higher volatilities.
[[nodiscard]] std::string stress_text(const engine::Analysis&, const engine::Stress&, const TextStyle&);
/// The time steps as CSV.
[[nodiscard]] std::string stress_csv_header();
[[nodiscard]] std::string stress_csv(const engine::Analysis&, const engine::Stress&);
[[nodiscard]] std::string stress_json(const engine::Analysis&, const engine::Stress&, int indent);

}  // namespace gammafield::exports
