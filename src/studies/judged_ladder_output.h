#pragma once

#include <string>

#include "exports/text_table.h"
#include "studies/judged_ladder.h"

namespace gammafield::studies {

/// The judged ladder for a terminal, or as Markdown: what may be said first, then each rung's figures, calibration, and
/// its difference from the walk.
[[nodiscard]] std::string ladder_text(const JudgedLadder&, const exports::TextStyle&);

/// The same as JSON, schema `gammafield.ladder/1` (docs/research.md); what there is none of is null. `indent` spaces a
/// level; 0 writes one line.
[[nodiscard]] std::string ladder_json(const JudgedLadder&, int indent);

}  // namespace gammafield::studies
