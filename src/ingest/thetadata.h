#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/loaded_chain.h"

/// The snapshots that a ThetaData terminal serves on the user's own machine.
namespace gammafield::ingest {

struct ThetaAnswers {
  std::string symbol;                      ///< of the underlying
  std::vector<std::string> quotes;         ///< `option/snapshot/quote`, of each root and page
  std::vector<std::string> open_interest;  ///< `option/snapshot/open_interest`, of each root and page
  std::string spot = {};                   ///< the stock's quote or the index's price; empty: the plan has none
  market::Instant asked_at;
};

/// One snapshot of them, joined by contract. A contract with a quote and without open interest has none, and one with
/// open interest alone has no quote; bid and ask 0 together mean none. Strikes are dollars in v3 and tenths of a cent
/// in v2; times are New York's: `timestamp`, or `ms_of_day` beside `date`. The terminal has neither volatilities nor
/// greeks in these: the engine's own are used anyway. Refuses what read_theta_table does, naming the part.
[[nodiscard]] base::Result<LoadedChain, base::Refusal> read_thetadata(const ThetaAnswers&, const ReadOptions&);

/// Where the rest of a v2 answer is; none where this is all. Refuses as read_theta_table.
[[nodiscard]] base::Result<std::optional<std::string>, base::Refusal> theta_next_page(std::string_view);

}  // namespace gammafield::ingest
