#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/units.h"

namespace gammafield::market {

/// An option symbol of the Options Symbology Initiative: root, YYMMDD, C|P, strike times 1000 in 8 digits.
struct OsiSymbol {
  std::string root;  ///< may hold digits: `WDC1`, `2SPX`
  Date expiry;       ///< the date in the symbol; old series carry a Saturday
  Right right = Right::call;
  Strike strike;
};

enum class OsiError { too_short, bad_root, bad_date, bad_right, bad_strike };
[[nodiscard]] std::string_view to_string(OsiError);

/// Padded (21 characters), compact, `O:` and `.` prefixed forms. Read from the right: the last 15 characters are fixed.
[[nodiscard]] base::Result<OsiSymbol, OsiError> parse_osi(std::string_view);
[[nodiscard]] std::string to_compact_osi(const OsiSymbol&);  ///< `SPXW220712C03850000`
[[nodiscard]] std::string to_padded_osi(const OsiSymbol&);   ///< `SPXW  220712C03850000`

}  // namespace gammafield::market
