#pragma once

#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/price_bars.h"

namespace gammafield::studies {

/// Files of one symbol's bars, put together: all as long as each other, none twice. Refuses (input_rejected) bars of
/// two lengths, and what read_price_bars refuses.
[[nodiscard]] base::Result<ingest::PriceBars, base::Refusal> read_bar_files(const std::vector<std::string>& files,
                                                                            const market::Calendar&);

}  // namespace gammafield::studies
