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
  std::string root;  ///< 1 to 6 of A-Z, 0-9 and dot, one a letter: `SPXW`, `WDC1`, `2SPX`, `BRK.B`
  Date expiry;       ///< the date in the symbol, 2000 to 2099; old series carry a Saturday
  Right right = Right::call;
  Strike strike;  ///< 0.001 to 99,999.999, whole thousandths
};

enum class OsiError { too_short, bad_root, bad_date, bad_right, bad_strike };
[[nodiscard]] std::string_view to_string(OsiError);

/// Padded (21 characters), compact, `O:` and `.` prefixed forms. Read from the right: the last 15 characters are fixed.
/// Capital letters only, and blanks only as the padding of a root to six: anything else is not a symbol.
[[nodiscard]] base::Result<OsiSymbol, OsiError> parse_osi(std::string_view);
[[nodiscard]] std::string to_compact_osi(const OsiSymbol&);  ///< `SPXW220712C03850000`
[[nodiscard]] std::string to_padded_osi(const OsiSymbol&);   ///< `SPXW  220712C03850000`

}  // namespace gammafield::market
