#pragma once

#include <string_view>

#include "base/refusal.h"
#include "ingest/columns.h"
#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// The refusal of a table without contracts: one line that says what it looks like (price bars, levels of another tool,
/// prices of underlyings), else which columns it has. `first` is its first row.
[[nodiscard]] base::Refusal not_a_chain(const Columns&, const RowCells& first);
[[nodiscard]] base::Refusal not_a_table();

/// The refusal of JSON without contracts, by the plain names of its fields.
[[nodiscard]] base::Refusal not_a_chain(const std::vector<std::string>& fields);

/// Parquet, Databento (DBN), Arrow, SQLite, PDF, images, spreadsheets, archives, web pages: recognised by their first
/// bytes.
[[nodiscard]] bool is_other_file(std::string_view bytes);
/// Always refuses. Requires is_other_file(bytes).
[[nodiscard]] LoadResult refuse_other_file(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
