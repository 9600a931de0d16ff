#pragma once

#include <string_view>

#include "market/chain.h"

namespace gammafield::market {

/// As Reports and archives name it: `file`, `user`, `parity`, `vendor_deltas`.
[[nodiscard]] std::string_view to_string(SpotSource);

}  // namespace gammafield::market
