#pragma once

#include <string>

#include "gammafield/command.h"
#include "studies/result.h"

namespace gammafield::app {

/// Where a study's JSON is kept.
[[nodiscard]] std::string kept_at(const std::string& folder, const std::string& name);
/// NAME.html and NAME.json in the folder, which is made. The JSON comes last: whoever sees it finds its page.
[[nodiscard]] Outcome keep(const std::string& folder, const studies::StudyResult&);

}  // namespace gammafield::app
