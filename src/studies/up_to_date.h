#pragma once

#include <string>
#include <vector>

#include "studies/plan.h"

/// Need a study be run again? As make(1) asks it.
namespace gammafield::studies {

/// The result is there whole, was made by the same choices from files of the same names, and is newer than each of
/// them. `further`: what else makes a result old when it is newer, as the program.
[[nodiscard]] bool is_up_to_date(const StudyPlan&, const std::string& data, const std::string& result_path,
                                 const std::vector<std::string>& further = {});

}  // namespace gammafield::studies
