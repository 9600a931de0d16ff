#pragma once

#include <string>

#include "engine/replay.h"
#include "gammafield/chain_options.h"
#include "gammafield/sessions_option.h"

namespace gammafield::app {

/// Which sessions of a folder that `record` or `archive` wrote.
struct RecordedOptions {
  std::string from;
  std::string symbol;  ///< empty: the only one there is
  std::string duckdb;
  SessionsOption sessions;
};

/// A replay of sessions that were recorded, as they were watched: the context's sampling becomes theirs, its evidence
/// goes into the input.
[[nodiscard]] base::Result<engine::ReplayInput, base::Refusal> recorded_input(const RecordedOptions&, ChainContext&);

}  // namespace gammafield::app
