#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// Whether the bytes begin like Cboe's delayed-quotes document: a JSON object with `options` and `option` in it.
[[nodiscard]] bool is_cboe_json(std::string_view bytes);

/// Cboe's delayed-quotes API document. `{timestamp, data:{options:[{option, bid, ...}], current_price, ...}, symbol}`,
/// also with the inner object alone. Keys in any order, of a key given twice the last counts, unknown keys are passed
/// over; numbers may be ints, floats or strings, and null or NaN for "none". `timestamp` is UTC, `last_trade_time` New
/// York, `iv` a fraction; spot is `current_price`, else `close`. RawOption::line is the element's number in `options`,
/// from 1. A document that is cut anywhere, or goes on after its end, is refused.
[[nodiscard]] LoadResult read_cboe_json(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
