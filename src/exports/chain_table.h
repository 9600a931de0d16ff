#pragma once

#include <string>

#include "market/chain.h"

/// A snapshot as a plain table: a contract a row, under names that every chain command reads back (ingest/table_csv.h).
namespace gammafield::exports {

/// `underlying,as_of,root,expiration,option_type,strike,bid,ask,last,volume,open_interest,iv,delta,gamma,multiplier,spot`.
/// Doubles read back to the same bits, unknown is an empty cell; `iv` is the printed one where there is one.
[[nodiscard]] std::string chain_csv_head();
[[nodiscard]] std::string chain_csv(const market::ChainSnapshot&);  ///< without the head
/// The same names, one object a row; what is unknown is absent.
[[nodiscard]] std::string chain_ndjson(const market::ChainSnapshot&);

}  // namespace gammafield::exports
