#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "feeds/answer.h"
#include "market/calendar.h"

namespace gammafield::feeds {

/// What several feeds last told of one underlying, and the one snapshot that it makes: quotes from one, open interest
/// from another, the underlying's price from a third. Each keeps its own time.
///
/// Open interest: the clearing house's latest list of a session before the snapshot's, unless the quotes' own is of a
/// later session. Vendors of quotes say nothing of theirs but that it is yesterday's, and serve the day before's until
/// ten in the morning: where 99.5 % of the contracts agree with an older list, it is that list's session
/// (`open_interest_not_rolled`). A list older than the session before the snapshot's is flagged `open_interest_old`.
///
/// Price: the last one not later than the snapshot, and at most five minutes before it: delayed quotes go with the
/// price of then. None within that: the quotes' own, as where that is later, or the user's; while the market trades a
/// source that is so far behind is flagged `spot_feed_silent`. Prices are kept for a week before the last.
class Inputs {
 public:
  void take(const NewOpenInterest&);
  void take(const NewPrice&);
  void take(const NewPrices&);
  [[nodiscard]] std::shared_ptr<const ingest::LoadedChain> merged(std::shared_ptr<const ingest::LoadedChain>) const;
  /// Prices told since `after`, up to `until`: what a watch over the levels sees between two snapshots.
  [[nodiscard]] std::vector<NewPrice> prices_between(market::Instant after, market::Instant until) const;
  /// The last one told of then.
  [[nodiscard]] std::optional<NewPrice> last_price(market::Instant until) const;

 private:
  [[nodiscard]] const NewOpenInterest* list_for(const market::ChainSnapshot&) const;

  std::deque<NewOpenInterest> lists_;  ///< by date; the evening's new one may not be for the session's last quotes
  std::deque<NewPrice> prices_;        ///< by time
};

}  // namespace gammafield::feeds
