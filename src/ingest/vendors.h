#pragma once

#include <functional>
#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// What is known about a vendor's table beyond its column names.
struct Vendor {
  std::string_view feed = "table";  ///< ChainSnapshot::feed
  VolUnit vol_unit = VolUnit::automatic;
  double gamma_scale = 1;     ///< printed gamma over the usual one, a dollar; other than 1: not used, and flagged
  bool next_morning = false;  ///< label and spot are a session's, the rows may be of the next morning
  bool row_times = false;     ///< a row has the times of its own bid, ask and last trade, and none of the snapshot
  /// Written by this program (exports/chain_table.h): premiums in the exchange's currency, `spot` the underlying's.
  bool exported = false;
  std::string_view note_code = {}, note = {};  ///< a flag for every chain of this vendor; empty: none
};

/// Recognised by columns that only this vendor has; the plain table when none does. `has` answers for plain names.
[[nodiscard]] const Vendor& vendor_of(const std::function<bool(std::string_view)>& has);

/// Where the contract of one row is listed: Deribit or OKX when the row or its instrument's name says so, NSE when the
/// row says so or writes its right as only India does, else the US. Refuses what is read from nobody yet: other
/// exchanges of coins, BSE.
[[nodiscard]] base::Result<market::Exchange, base::Refusal> exchange_of(std::string_view exchange,
                                                                        std::string_view instrument,
                                                                        std::string_view right);

}  // namespace gammafield::ingest
