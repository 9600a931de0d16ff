#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/loaded_chain.h"
#include "ingest/price_point.h"

/// The option chain snapshot of Massive, which was Polygon: pages of at most 250 contracts.
namespace gammafield::ingest {

/// Where the next page is; none on the last. Refuses a document that is cut, and one whose status is an error's.
[[nodiscard]] base::Result<std::optional<std::string>, base::Refusal> massive_next_page(std::string_view page);

struct MassiveAnswers {
  std::string symbol;              ///< that was asked for
  std::vector<std::string> pages;  ///< all of them, in order
  market::Instant asked_at;
};

/// One snapshot of all pages. `greeks`, `implied_volatility`, `last_quote`, `last_trade` may be missing, by contract or
/// by plan: then the contract has none. Spot is the latest `underlying_asset.price`, an index's `value`; none where the
/// plan has none. Times are nanoseconds. A contract that is neither call nor put by name is rejected. Flags
/// `quotes_delayed` where the vendor marks them so. Refuses as massive_next_page, and a last page that names another.
[[nodiscard]] base::Result<LoadedChain, base::Refusal> read_massive(const MassiveAnswers&, const ReadOptions&);

/// The latest `underlying_asset` of a page alone, whatever its contracts say; none where the plan has no price, or no
/// time of it. Refuses as massive_next_page.
[[nodiscard]] base::Result<std::optional<PricePoint>, base::Refusal> read_massive_price(std::string_view page);

}  // namespace gammafield::ingest
