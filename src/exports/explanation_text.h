#pragma once

#include <cstddef>
#include <string>

#include "engine/explanation.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// The `most` largest contracts that carry a level, and what the rest add up to.
[[nodiscard]] std::string explanation_text(const engine::Analysis&, const engine::Explanation&, std::size_t most,
                                           const TextStyle&);
[[nodiscard]] std::string explanation_csv_header();
[[nodiscard]] std::string explanation_csv(const engine::Analysis&, const engine::Explanation&, std::size_t most);
[[nodiscard]] std::string explanation_json(const engine::Analysis&, const engine::Explanation&, std::size_t most,
                                           int indent);

}  // namespace gammafield::exports
