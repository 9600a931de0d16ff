#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/replay.h"
#include "gammafield/chain_options.h"
#include "ingest/price_bars.h"

namespace gammafield::app {

/// Every snapshot of the files, in their order. Only those of files with several stay in memory; the others are read
/// again when their turn comes. `context` must outlive them.
[[nodiscard]] base::Result<std::vector<engine::QueuedSnapshot>, base::Refusal> snapshots_of(
    const std::vector<std::string>& files, const ChainContext& context);

/// None of an empty path.
[[nodiscard]] base::Result<std::optional<ingest::PriceBars>, base::Refusal> bars_of(const std::string& path,
                                                                                    const market::Calendar&);

/// One line on standard error that is written over, on a terminal only.
void show_progress(std::size_t done, std::size_t of);

}  // namespace gammafield::app
