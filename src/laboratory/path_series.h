#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "chart/geometry.h"
#include "hedging/path.h"
#include "hedging/scenario.h"

/// What a path's picture draws: points of (minute of the run, value).
namespace gammafield::laboratory {

using Series = std::vector<chart::Point>;

/// Spot with dealers, or without.
[[nodiscard]] Series spots(const hedging::Path&, bool with_dealers);

/// All dealers' shares at the end of each step: their options' delta by implied volatility, what they hold against it,
/// and the sum of both. Not DealerStep's delta, which is what a dealer saw before he traded.
struct Inventory {
  Series options, hedge, net;
};
[[nodiscard]] Inventory inventory(const hedging::Scenario&, const hedging::Path&);

/// Steps of the window of running volatility: 30, fewer where the run is short.
[[nodiscard]] std::size_t volatility_window(const hedging::Path&);

/// Realised volatility of the last steps, percent a year: root mean square of the log returns, without a mean.
[[nodiscard]] Series running_volatility(const hedging::Scenario&, const hedging::Path&, bool with_dealers);

/// The volatility that dealers mark their options by, percent a year: the mean by shares of what has not settled.
/// Empty where there are no options.
[[nodiscard]] Series marked_volatility(const hedging::Scenario&, const hedging::Path&);

/// Dollars of stock that dealers bought and sold within some steps.
struct HedgingBar {
  hedging::Minutes from, to;
  double bought = 0, sold = 0;  ///< both >= 0
};
/// Every step a bar of its own, or the sums of several in a row where there are more than `at_most` steps.
[[nodiscard]] std::vector<HedgingBar> hedging_bars(const hedging::Path&, std::size_t at_most);

/// What became of a level on this path: `held 11:32`, `not reached`. The race of docs/methods.md 7.2.
[[nodiscard]] std::string race_text(const hedging::Scenario&, const hedging::Path&, const hedging::Level&);

}  // namespace gammafield::laboratory
