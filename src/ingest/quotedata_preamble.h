#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "market/chain.h"
#include "market/date.h"

namespace gammafield::ingest {

/// The lines above the header row of a quotedata download, whatever of them is left.
struct QuotedataPreamble {
  std::optional<double> spot;            ///< the number after `Last:`
  std::optional<market::Instant> as_of;  ///< the moment after `Date:`
  std::string undated_because;           ///< a date line that cannot be read
  std::vector<market::DataFlag> flags;  ///< preamble_missing, extra_first_line, comma_padding, date_line_localised, ...
  std::string_view table;               ///< from the header row on
  std::uint32_t table_line = 1;         ///< its line number
};

/// None when there is no header row.
[[nodiscard]] std::optional<QuotedataPreamble> parse_quotedata_preamble(std::string_view text);

}  // namespace gammafield::ingest
