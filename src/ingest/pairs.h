#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// `{"header":{...},"contracts":[{"callOption":"2026-08-21_812.00_Call",...}]}`.
[[nodiscard]] bool is_pairs(std::string_view bytes);

/// A page of calls and puts in pairs, made at the end of a day: last price, delta, volume, open interest and IV in
/// percent; no bid and ask, no gamma, neither symbol nor date. Those come from --symbol and --as-of, else from the
/// file's name (flagged). The header's totals of open interest are checked against the rows: fewer rows make the chain
/// `incomplete`, more show that header and spot are of an earlier time (`header_of_another_time`); an empty header is a
/// page that broke off (`truncated_page`). A document that is cut is refused.
[[nodiscard]] LoadResult read_pairs(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
