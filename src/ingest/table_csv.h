#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"
#include "ingest/snapshot_draft.h"

namespace gammafield::ingest {

/// Delimited text (comma, semicolon, tab, bar) with a row of column names first.
[[nodiscard]] bool is_table_csv(std::string_view bytes);

/// One row a contract, or one row a strike with call and put columns, under any names of columns.h. Refuses tables that
/// describe no contracts, saying what they look like, and chains of exchanges that are not supported.
///
/// Cut files: an open quote, a last line with too few cells or without its line end, and the signs of cut_signs.h put
/// the flag `incomplete` on the last snapshot. A cut exactly between two lines may leave no trace, so `end_not_marked`
/// always tells on which line, and with which contract, the reading ended.
[[nodiscard]] LoadResult read_table_csv(std::string_view bytes, const ReadOptions&);

/// The same for a table that follows a preamble: what the preamble said, and the line of the names.
[[nodiscard]] LoadResult read_table_csv(std::string_view table, const ReadOptions&, TableFacts known,
                                        std::uint32_t first_line);

}  // namespace gammafield::ingest
