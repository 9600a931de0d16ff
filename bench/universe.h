#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "ingest/loaded_chain.h"

namespace gammafield::bench {

/// A market's worth of stock options: American, PM-settled, eight expiries from days to a year at listed strikes,
/// quoted around the American prices of a skewed smile at 4 %; every second pays dividends, up to 4 % a year.
/// `contracts` each, spots from 10 to 1,000 dollars. By seed: the same every time.
[[nodiscard]] std::vector<std::shared_ptr<const ingest::LoadedChain>> opra_universe(std::size_t underlyings,
                                                                                    std::size_t contracts);

}  // namespace gammafield::bench
