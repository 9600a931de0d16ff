#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// Whether the bytes have the header row of Cboe's page download: first cell `Expiration Date`, then `Calls`, `Strike`,
/// `Puts` (found below any preamble), plain or as base64 lines.
[[nodiscard]] bool is_quotedata(std::string_view bytes);

/// Cboe's "quotedata" CSV download: one row an expiry and strike, calls left of `Strike` and puts right of it under the
/// same names; 22 columns, or fewer when someone removed some. Spot and time come from the preamble.
/// The contract is what its symbol says; a date or strike cell that disagrees with it rejects the contract.
/// IV is a fraction. The time is that of the download; in session the quotes are 15 minutes older.
///
/// Cut files: a last row with too few cells is rejected as `truncated`; that, an open quote, a missing last line end
/// and a last expiry whose strikes stop below spot or well short of the other expiries' strikes put the flag
/// `incomplete` on the chain. A cut exactly between two rows near the top of the last ladder, or between two expiries,
/// leaves no trace in this format and cannot be seen; in a .gz or .zst it is.
[[nodiscard]] LoadResult read_quotedata(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
