#pragma once

#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "studies/gather.h"
#include "studies/plan.h"

namespace gammafield::app {

/// A name of the library, or a file.
[[nodiscard]] base::Result<studies::StudyPlan, base::Refusal> plan_of(const std::string& study);

/// Recordings may be an archive, which is read with DuckDB's library at this path. `threads` 0: as many as the machine
/// has. How far it is goes to standard error, on a terminal, in one line that is written over.
[[nodiscard]] studies::GatherOptions gathering_of(const std::string& study, const std::string& data,
                                                  std::size_t threads, const std::string& duckdb);

}  // namespace gammafield::app
