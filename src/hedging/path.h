#pragma once

#include <cstdint>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "hedging/scenario.h"

namespace gammafield::hedging {

/// Where a dealer's money came from, in dollars; the sum is `total`, `residual` being what second order leaves.
struct Attribution {
  market::Usd gamma, theta, vega;
  market::Usd delta;  ///< of what was left unhedged
  market::Usd carry;  ///< interest and dividends
  market::Usd cost;   ///< <= 0: spreads, fees and temporary impact
  market::Usd residual;
  market::Usd total;  ///< cash, hedge and options at the end, less those at the start
};

/// A dealer at the end of one step.
struct DealerStep {
  market::Shares options_delta;  ///< that he saw when he decided: of the step's start with a lag of 1, so that with the
                                 ///< hedge after the trade it is not his net at the step's end
  market::Shares net_before;     ///< with the hedge he had
  market::Shares trade;          ///< + bought
  market::Shares hedge;          ///< after it
  market::Usd cost;
};

/// One step of one path.
struct Step {
  Minutes minute;                ///< its end, from the start of the run
  market::Spot spot;             ///< at its end
  market::Spot without_dealers;  ///< the same noise and flows, nobody hedging
  market::Usd hedging;           ///< dollars of stock that dealers bought
  market::Usd flow;              ///< that others did
  bool stressed = false;         ///< the second regime
  std::vector<DealerStep> dealers;
};

/// One path from beginning to end; the first step is the start itself, of minute 0.
struct Path {
  std::vector<Step> steps;
  std::vector<Attribution> dealers;
  double imbalance = 0;  ///< |sum of all agents' cash and shares at the end| over what changed hands; 0 but rounding
};

/// The path of this seed and number: the same to the bit however many are run beside it. Refuses (no_usable_data) a run
/// that becomes unstable, and says at which minute and why. Requires a scenario that is not refused.
[[nodiscard]] base::Result<Path, base::Refusal> simulate_path(const Scenario&, std::uint64_t seed,
                                                              std::uint64_t number);

}  // namespace gammafield::hedging
