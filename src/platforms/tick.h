#pragma once

#include <string>
#include <string_view>

#include "market/exchange.h"
#include "market/units.h"

namespace gammafield::platforms {

/// The least step of an instrument's price, in its currency: 0.25 of ES and NQ, 0.1 of RTY, 1 of YM; 0.05 at NSE; 0.01
/// of everything that is not in the table. `product`: as product_of gives it.
[[nodiscard]] double tick_of(std::string_view product, market::Exchange);

/// The nearest price that the instrument can have.
[[nodiscard]] market::Spot rounded(market::Spot, double tick);

/// As few digits as say it: `5100`, `4960.25`. Of a rounded price.
[[nodiscard]] std::string price_text(market::Spot);

}  // namespace gammafield::platforms
