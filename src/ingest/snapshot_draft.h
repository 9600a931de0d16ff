#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/cells.h"
#include "ingest/chain_builder.h"
#include "ingest/vendors.h"

namespace gammafield::ingest {

/// What is true of every snapshot of a table: said by the document outside its rows, or by the form itself.
struct TableFacts {
  Vendor vendor;
  std::optional<Moment> when;
  std::optional<double> spot, contracts_listed;
  std::string symbol;
  bool quotes_at_1545 = false;
  std::vector<market::DataFlag> flags;
};

/// One snapshot of a table before anything about it is settled. Views live as long as the table's interned texts.
struct SnapshotDraft {
  struct Held {
    RawOption option;
    std::string_view underlying;  ///< what the row says beside the root; empty when it says nothing
  };
  std::optional<Moment> when;
  std::vector<Held> rows;
  std::vector<Reject> rejects;
  std::size_t rejects_dropped = 0;
  std::vector<double> spots;
  std::optional<market::Instant> spot_at;
  std::optional<market::Date> oi_date;  ///< where the rows say it
  std::optional<market::Instant> last_trade;
  std::optional<market::Date> dated_by_days;  ///< expiry less days to expiry
  bool dates_agree = true;
  std::size_t expiries_from_days = 0;
  std::size_t saturdays = 0;  ///< contracts whose expiry cell or symbol names one
  bool percent_signs = false;
  std::size_t coin_premiums = 0, coin_premiums_lost = 0;  ///< contracts priced in coin; those without the coin's price
  std::vector<market::DataFlag> flags;
  std::optional<std::uint32_t> last_line;  ///< the last line of a form without an end mark, when this snapshot ends it
  bool cut_seen = false;                   ///< and that it breaks off has been flagged

  void reject(Reject);
  void take_over(SnapshotDraft&& other, const market::Calendar&);  ///< its rows, and the later of the times
};

/// Settles root, symbol, spot and date, flags what it had to decide, and builds. Flags, besides the builder's:
/// `spot_varies` (rows print spots more than 0.01 % apart: the median is taken), `dated_by_days_to_expiry`,
/// `dated_by_file_name`, `symbol_from_file_name`, `quotes_before_close` (15:45), `vendor_gamma_unusable`,
/// `spot_and_quotes_of_different_times`, `saturday_expiries`, `partial_chain`, `am_pm_collisions`,
/// `am_pm_by_file_order`, `am_pm_unresolved`, `premiums_in_coin`.
[[nodiscard]] base::Result<LoadedChain, base::Refusal> finish_draft(SnapshotDraft&&, const TableFacts&,
                                                                    const ReadOptions&);

}  // namespace gammafield::ingest
