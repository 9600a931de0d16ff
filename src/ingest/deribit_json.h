#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// Deribit's own JSON-RPC texts with option quotes in them (or an error in their place), one document or one a line.
[[nodiscard]] bool is_deribit_json(std::string_view bytes);

/// One snapshot of one root (`--symbol`, else the commonest) from answers to `public/get_book_summary_by_currency`,
/// `public/ticker`, `public/get_order_book`, and from messages of `ticker.*` channels: of each contract the last quote
/// by its own time (deribit_quotes.h). Depth messages are not read. An answer that is an error is refused with what it
/// says; a line that cannot be read is a reject, and the last one means a cut file (`incomplete`).
[[nodiscard]] LoadResult read_deribit_json(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
