#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// Text that begins with an object, or with an array of objects.
[[nodiscard]] bool is_table_json(std::string_view bytes);

/// Objects that are contracts, one a row, under any field names of columns.h, strings or numbers, nested one level
/// (`greeks.delta`): an array of them; an object holding such arrays under any name at most two levels down, beside
/// fields that speak of the whole snapshot (`symbol`, `underlyingPrice`, `updated`); or one object a line (NDJSON). A
/// document that is cut is refused. The option chain of NSE's site is one of these: `records.data`, a row with objects
/// `CE` and `PE`. NDJSON has no end mark: a last line that breaks off is flagged `incomplete`, and `end_not_marked`
/// always tells where the reading ended.
[[nodiscard]] LoadResult read_table_json(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
