#pragma once

#include <string>

#include "engine/analysis.h"
#include "exports/text_table.h"

namespace gammafield::exports {

/// Exposure and open interest by strike: call, put, net, gross, with a bar. `window`: strikes within spot * (1 +-
/// window).
[[nodiscard]] std::string strikes_text(const engine::Report&, double window, const TextStyle&);
[[nodiscard]] std::string strikes_csv_header();
[[nodiscard]] std::string strikes_csv(const engine::Report&, double window);
[[nodiscard]] std::string strikes_json(const engine::Report&, double window, int indent);

}  // namespace gammafield::exports
