#pragma once

#include <string>

#include "studies/result.h"

namespace gammafield::studies {

/// The result as one page: no script, nothing loaded from elsewhere; light and dark by the reader's setting, fit for
/// phones and for paper. Question and answer first, then every comparison about zero, the figures, the tables, and all
/// that was chosen, read and left out. Every text is escaped.
[[nodiscard]] std::string result_html(const StudyResult&);

}  // namespace gammafield::studies
