#pragma once

#include <string>

#include "engine/analysis.h"
#include "engine/inspection.h"
#include "exports/text_table.h"
#include "ingest/loaded_chain.h"

namespace gammafield::exports {

/// Data quality for people: rows read, rejected, unpriced, coverage, forwards against spot, flags, and where the
/// vendor's volatilities and the quotes disagree, with the reason.
[[nodiscard]] std::string inspection_text(const ingest::LoadedChain&, const engine::Analysis&,
                                          const engine::Inspection&, const TextStyle&);
[[nodiscard]] std::string inspection_json(const ingest::LoadedChain&, const engine::Analysis&,
                                          const engine::Inspection&, int indent);
/// The expiries as CSV.
[[nodiscard]] std::string inspection_csv_header();
[[nodiscard]] std::string inspection_csv(const engine::Analysis&);

}  // namespace gammafield::exports
