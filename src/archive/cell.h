#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "archive/duckdb_api.h"
#include "market/date.h"

/// One value of a table, on its way to DuckDB or from it.
namespace gammafield::archive {

/// Nothing, or the value; a text belongs to whoever handed the cell out.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, market::Date, market::Instant>;

/// Writes into an empty vector of one of our types; instants as microseconds.
void put_cell(const duckdb::Api&, duckdb::Vector, duckdb::Type, std::size_t row, const Cell&);

/// Of any type in duckdb::Type but decimal. Integers beyond 64 bits are the nearest double, fractions of a second are
/// cut off.
[[nodiscard]] Cell cell_of(duckdb::Type, const void* data, const std::uint64_t* validity, std::size_t row);

/// Whether cell_of knows it.
[[nodiscard]] bool is_direct(duckdb::Type);

}  // namespace gammafield::archive
