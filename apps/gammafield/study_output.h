#pragma once

#include <string>

#include "gammafield/command.h"
#include "studies/result.h"

namespace gammafield::app {

/// NAME.html and NAME.json in the folder, which is made. The JSON comes last: whoever sees it finds its page.
[[nodiscard]] std::string kept_at(const std::string& folder, const std::string& name);  ///< its JSON
[[nodiscard]] Outcome keep(const std::string& folder, const studies::StudyResult&);

}  // namespace gammafield::app
