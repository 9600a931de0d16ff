#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// First line `# spot,7554.2900,ts,2026-06-15 23:42:49` (UTC), then a table of strike, days to expiry and right.
[[nodiscard]] bool is_compact(std::string_view bytes);

/// A compact evening chain: only contracts with open interest, the expiry as calendar days from the New York date of
/// the first line, no root and no symbol. The symbol is --symbol or the one in the file's name (flagged); the two
/// series of a monthly expiry are told apart by index_roots.h. Cut files as in table_csv.h.
[[nodiscard]] LoadResult read_compact(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
