#pragma once

#include <string>

#include "exports/text_table.h"
#include "studies/result.h"

namespace gammafield::studies {

/// The result for a terminal, or as Markdown: the primary comparison first, in one sentence; the cells, every
/// comparison with what could have been found, and all that is needed to doubt it. A verdict is a word, never a star.
[[nodiscard]] std::string result_text(const StudyResult&, const exports::TextStyle&);

}  // namespace gammafield::studies
