#pragma once

#include <string>

#include "market/chain.h"

/// A snapshot as a plain table: a contract a row, under names that every chain command reads back (ingest/table_csv.h).
namespace gammafield::exports {

/// `underlying,as_of,root,expiration,option_type,strike,bid,ask,last,volume,open_interest,iv,delta,gamma,multiplier,spot,
/// exchange,premium_currency,oi_date,spot_at,quoted_at`. Doubles read back to the same bits, unknown is an empty cell;
/// `iv` is the printed one where there is one, as a fraction. Premiums are in the exchange's currency, which
/// `premium_currency` says: those of inverse options, quoted in coin, have been converted and a reader leaves them so.
[[nodiscard]] std::string chain_csv_head();
[[nodiscard]] std::string chain_csv(const market::ChainSnapshot&);  ///< without the head
/// The same names, one object a row; what is unknown is absent.
[[nodiscard]] std::string chain_ndjson(const market::ChainSnapshot&);

}  // namespace gammafield::exports
