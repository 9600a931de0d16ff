#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "market/calendar.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/expiry_class.h"
#include "market/units.h"

namespace gammafield::market {

/// Who has the side of a position that is not listed, where the user says so.
enum class UnlistedSide : std::uint8_t { dealers_long, dealers_short };

/// One group of contracts that settle together: (root, date, settlement). SPX (AM) and SPXW (PM) of one day are two.
struct Expiry {
  std::string root;
  Date date;  ///< as listed
  Settlement settlement = Settlement::pm;
  Exercise exercise = Exercise::american;
  Multiplier multiplier{100};
  Instant settles_at;
  ExpiryClass expiry_class = ExpiryClass::weekly_fri;
  std::optional<UnlistedSide> unlisted = {};  ///< none: listed contracts
  Exchange exchange = Exchange::us;           ///< the chain's: says what `root` means
};

/// What the source said about one contract. A value that it lacks, or prints as a filler (IV 0, bid 0 with ask 0), is
/// none.
struct OptionRow {
  std::uint32_t expiry = 0;  ///< index into ChainSnapshot::expiries
  Right right = Right::call;
  Strike strike;
  std::optional<Price> bid;  ///< none when the source gave none; 0 is a real "no bid" only beside an ask above 0
  std::optional<Price> ask;
  std::optional<Price> last;  ///< last trade or close; of unknown age
  std::optional<ImpliedVol> vendor_vol;
  std::optional<ImpliedVol> printed_vol;  ///< as printed, fillers included: only for conventions that use them so
  std::optional<Gamma> vendor_gamma;
  std::optional<Delta> vendor_delta;
  std::optional<Contracts> open_interest;
  std::optional<Contracts> volume;
  std::uint32_t line = 0;                 ///< line (CSV, NDJSON) or element number in the source, from 1
  std::optional<Instant> quoted_at = {};  ///< when the source last changed bid or ask; none where it does not say
};

enum class SpotSource {
  file,
  user,
  parity,
  vendor_deltas
};  ///< parity: implied from puts and calls, the file had none
enum class AsOfSource { file, user, session_close, last_trade };

/// Something about the data the user should know: a stable code, and a sentence with the particulars.
struct DataFlag {
  std::string code;  ///< `as_of_is_session_close`, `quotes_all_zero`, ...
  std::string detail;
};

/// One snapshot of an option chain: what ingest hands to pricing. Immutable once made.
/// Rows are sorted by (settles_at, root, strike, right) and unique in that key; expiries by (settles_at, root).
struct ChainSnapshot {
  std::string symbol;  ///< the underlying: `SPX`, `SPY`
  std::string feed;    ///< the format it came in: `cboe_quotedata`, ...
  std::shared_ptr<const Calendar> calendar = Calendar::of(Exchange::us);  ///< of the exchange it is listed on
  std::optional<Spot> spot;                                               ///< none until pricing implies it
  SpotSource spot_source = SpotSource::file;
  std::optional<Instant> spot_at = {};  ///< when spot was that; none where the source does not say
  Instant as_of;
  AsOfSource as_of_source = AsOfSource::file;
  Date session;                    ///< the trading day the quotes belong to
  std::optional<Date> oi_date;     ///< open interest is as of the close of this day
  bool trades_for_quotes = false;  ///< the source has no bid and ask: last trades are priced from in their place
  std::vector<Expiry> expiries;
  std::vector<OptionRow> rows;
  std::vector<DataFlag> flags;
};

}  // namespace gammafield::market
