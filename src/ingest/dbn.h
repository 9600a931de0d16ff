#pragma once

#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// Begins with `DBN`.
[[nodiscard]] bool is_dbn(std::string_view bytes);

/// Databento's binary encoding of US options (OPRA), versions 1 to 3: definitions, statistics (open interest) and
/// consolidated quotes (cmbp-1, cbbo, tcbbo), in one file or in several laid one after the other
/// (`cat definition.dbn.zst statistics.dbn.zst cmbp-1.dbn.zst | gammafield levels -`), in any order. One snapshot: the
/// last quote of every contract at --as-of, else at the last quote of all; what is later is left out.
///
/// Contracts are the definitions' OSI symbols, or those of the metadata's mappings; instrument numbers hold for one day
/// only, so files of several days must be read apart. A side without price is "no bid" beside an ask, and no ask.
/// The spot is not in them: --spot, or implied by parity. Refuses (input_rejected) definitions alone: without quotes
/// and open interest there is no gamma.
[[nodiscard]] LoadResult read_dbn(std::string_view bytes, const ReadOptions&);

}  // namespace gammafield::ingest
