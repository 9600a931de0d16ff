#pragma once

#include <string>

#include "studies/result.h"

namespace gammafield::studies {

/// The whole result, schema `gammafield.study/1` (docs/research.md): all that its page shows. What there is none of is
/// null, with a reason beside it. `indent` spaces a level; 0 writes one line.
[[nodiscard]] std::string result_json(const StudyResult&, int indent);

}  // namespace gammafield::studies
