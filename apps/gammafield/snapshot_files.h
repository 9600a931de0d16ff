#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/replay.h"
#include "gammafield/chain_options.h"
#include "ingest/price_bars.h"

namespace gammafield::app {

/// Every snapshot of the files, in their order.
[[nodiscard]] base::Result<std::vector<engine::ReplaySnapshot>, base::Refusal> snapshots_of(
    const std::vector<std::string>& files, const ChainContext&);

/// None of an empty path.
[[nodiscard]] base::Result<std::optional<ingest::PriceBars>, base::Refusal> bars_of(const std::string& path,
                                                                                    const market::Calendar&);

/// One line on standard error that is written over, on a terminal only.
void show_progress(std::size_t done, std::size_t of);

}  // namespace gammafield::app
