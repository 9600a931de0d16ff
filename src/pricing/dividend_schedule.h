#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "kernels/american_lattice.h"
#include "market/date.h"
#include "market/units.h"

namespace gammafield::pricing {

enum class DividendStatus : std::uint8_t { declared, estimated };

/// The price opens lower by `amount` dollars a share on `ex_date`.
struct Dividend {
  market::Date ex_date;
  double amount = 0;
  DividendStatus status = DividendStatus::declared;
};

using CashDividend = kernels::CashDividend;  ///< the same, on the clock of an expiry

inline constexpr double largest_dividend = 1e5;  ///< dollars a share; more is a misprint

/// A schedule from a file of lines `ex_date,amount[,declared|estimated]`; `#` begins a comment, a first line of column
/// names is skipped. Ascending by day. One line that cannot be used refuses the whole file, and so do two amounts for
/// one day that differ: half a schedule is another one. The refusal (input_rejected) names file and line.
[[nodiscard]] base::Result<std::vector<Dividend>, base::Refusal> parse_dividends(std::string_view text,
                                                                                 std::string_view name);

}  // namespace gammafield::pricing
