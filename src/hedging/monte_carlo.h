#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "hedging/path.h"
#include "hedging/scenario.h"
#include "statistics/estimate.h"

namespace gammafield::hedging {

/// The same figure of the paths with dealers and of the same paths without, and what lies between them: a ratio for
/// volatilities, else a difference, with an interval that uses that the noise is the same. Intervals are of 95 %.
struct Compared {
  statistics::Estimate with, without, change;
};

struct LevelOutcome {
  Level level;
  Compared touched;                                     ///< share of paths
  Compared held;                                        ///< holds / (holds + breaks); nan nowhere: see `decided_with`
  std::uint64_t decided_with = 0, decided_without = 0;  ///< races decided; `held` says nothing where 0
  Compared ends_beyond;                                 ///< share of paths that end on the far side
};

/// Of a dealer, the mean of each part over paths.
struct DealerOutcome {
  std::string name;
  statistics::Estimate gamma, theta, vega, delta, carry, cost, residual, total;  ///< dollars
  statistics::Estimate total_sd;                                                 ///< of `total`, dollars
  statistics::Estimate trades;                                                   ///< a path
  statistics::Estimate turnover;                                                 ///< shares traded a path, both ways
};

/// The fan: spot at a minute over paths, at 5, 25, 50, 75 and 95 %.
struct FanColumn {
  Minutes minute;
  double with[5] = {}, without[5] = {};
};

/// Hedging by where spot was: dollars bought a path, and minutes spent there.
struct FlowAtPrice {
  market::Spot from, to;
  market::Usd bought, sold;  ///< both >= 0, the mean of a path
  Minutes spent;             ///< the mean of a path
};

struct Outcome {
  std::uint64_t paths = 0, seed = 0;
  std::size_t steps = 0;
  Feedback feedback;
  double effective_volatility_theory = 0;  ///< 1 / (1 + c): what 5.3 says of the ratio while gamma stays what it is
  Compared realised_volatility;            ///< a year, of step returns; change: the ratio
  Compared end_volatility;                 ///< a year, of ln(S_end / S_start); change: the ratio
  Compared autocorrelation;                ///< of step returns, lag 1; change: the difference
  Compared pinned;                         ///< share of paths; zero widths where the scenario has no pin
  Compared lowest, highest;                ///< mean over paths of the extreme, in percent from the start
  double overshooting_share = 0;           ///< of path-steps at which a lagging dealer's local c was 1 or more
  double largest_imbalance = 0;            ///< see Path
  std::vector<LevelOutcome> levels;
  std::vector<DealerOutcome> dealers;
  std::vector<FanColumn> fan;
  std::vector<FlowAtPrice> flow_at_price;
};

struct MonteCarlo {
  std::uint64_t paths = 10'000, seed = 1;
  std::size_t threads = 0;  ///< 0: as many as the machine has; the results are the same to the bit
  std::function<void(std::uint64_t done)> progress = {};  ///< called by one thread at a time
};

/// Refuses what simulate_path does, of the same path whatever the threads. Memory does not grow with the paths.
[[nodiscard]] base::Result<Outcome, base::Refusal> simulate(const Scenario&, const MonteCarlo&);

}  // namespace gammafield::hedging
