#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "market/date.h"
#include "simulate/simulated_chain.h"
#include "simulate/surface.h"

namespace gammafield::simulate {

using Rate = base::Strong<struct RateTag>;  ///< continuous, a year; 0.04 is 4 %

/// Where and when strikes were chosen and open interest was counted, for chains of later in a session.
struct Opening {
  market::Instant at;
  market::Spot spot;
};

/// What to make up. The defaults are an SPX-like index on a Tuesday afternoon, half an hour before the close.
struct ChainScenario {
  std::uint64_t seed = 1;
  std::size_t contracts = 20'000;  ///< even, 100 to 200,000; odd rows are among them
  std::string symbol = "SPX";      ///< SPX, NDX or RUT: an AM-settled monthly root and a PM-settled weekly one
  market::Instant as_of =
      market::from_new_york(std::chrono::year{2026} / 8 / 18, std::chrono::hours{15} + std::chrono::minutes{30});
  market::Spot spot{6412.37};         ///< 500 to 28,000
  market::ImpliedVol near_vol{0.11};  ///< at the money, as T -> 0
  market::ImpliedVol far_vol{0.205};  ///< at the money, as T -> infinity
  Skew skew{-0.6};
  Rate rate{0.039};
  Rate dividend_yield{0.012};
  bool odd_rows = true;  ///< a few of each kind of OddRow
  /// With an opening before as_of the chain has its strikes and open interest, less what has settled since, and of the
  /// day's volume what has been traded by as_of. Without: listed as of as_of, all of the day's volume.
  std::optional<Opening> opening = {};
};

/// The chain of a scenario: the same for the same scenario, whatever the compiler. Quotes lie around the true prices of
/// a surface free of static arbitrage, so that no trade at bid and ask makes money for sure (crossed quotes excepted).
/// Refuses (usage) a scenario outside the ranges above, or with volatilities outside 0.01 to 2, |skew| above 0.95,
/// rates outside -0.05 to 0.2, or a date outside 2001 to 2090.
[[nodiscard]] base::Result<SimulatedChain, base::Refusal> simulate_chain(const ChainScenario&);

}  // namespace gammafield::simulate
