#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/chain_builder.h"

namespace gammafield::ingest {

/// How roots were found for rows of an index whose AM- and PM-settled series share dates.
struct RootFinding {
  std::size_t collisions = 0;  ///< contracts that differ from an earlier row by their root alone
  std::size_t by_block = 0;    ///< contracts of monthly dates told apart by the order of the file
  std::size_t unresolved = 0;  ///< contracts of monthly dates of which only the date speaks
};

/// Gives rows without a root theirs (sets RawOption::root to a text of static life or to `symbol`, which must outlive
/// them).
///
/// SPX, NDX, RUT and VIX have two roots, and a table without roots does not say which:
///   1. A file that lists first all of one root by expiry, then all of the other (as Cboe's API does), shows the seam:
///      the expiries step back once. Where every date before the seam is a monthly expiry, the first block is the AM
///      root and the second the PM root. Checked on spxcompact 2026-07-02 against open interest by root three weeks
///      later.
///   2. Otherwise a date that is no monthly expiry is the PM root's; of two rows alike on a monthly expiry the first is
///   the
///      AM root's and the second the PM root's; a single row on a monthly expiry is taken as AM and counted as
///      unresolved.
/// Any other symbol is its own root. A symbol that is itself a PM root (`SPXW`) is the root of all rows.
RootFinding give_roots(std::vector<RawOption>& options, std::string_view symbol, const market::Calendar&);

}  // namespace gammafield::ingest
