#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gammafield::ingest {

/// Where one side of the table has its cells; none for a column that someone removed.
struct QuotedataSide {
  std::size_t symbol = 0;
  std::optional<std::size_t> last, bid, ask, volume, vol, delta, gamma, open_interest;
};

/// The header row read by position: the same names stand left (calls) and right (puts) of `Strike`.
struct QuotedataColumns {
  QuotedataSide calls, puts;
  std::size_t expiry = 0;
  std::size_t strike = 0;
  std::size_t count = 0;  ///< cells of a full row
};

/// None when `Calls`, `Strike` or `Puts` is missing or out of order.
[[nodiscard]] std::optional<QuotedataColumns> quotedata_columns(const std::vector<std::string_view>& header);

}  // namespace gammafield::ingest
