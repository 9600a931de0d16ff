#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "hedging/scenario.h"

namespace gammafield::hedging {

/// What holds during one step, the same on every path. Two states where the scenario has a second regime: calm,
/// stressed. Bare numbers: the inner loop's.
struct Conditions {
  double from = 0, to = 0;                ///< minutes of the run
  double session_minute = 0;              ///< of `from`
  std::array<double, 2> noise_mean = {};  ///< of the log return
  std::array<double, 2> noise_sd = {};
  std::array<double, 2> shift = {};  ///< of every volatility that options are marked by; 1.00 = 100 vol points
  std::array<double, 2> band_factor = {1, 1};
  double scheduled_flow = 0;  ///< dollars bought in this step
  bool shifted = false;       ///< the shifts are not those of the step before
};

/// All steps of a scenario.
[[nodiscard]] std::vector<Conditions> schedule(const Scenario&);

/// The share of a session's variance that lies between two of its minutes, by time even or U-shaped:
/// 1 + 1.2 ((2u - 1)^2 - 1/3) at the part u of the session, three times as much at its ends as in its middle.
[[nodiscard]] double variance_share(bool u_shaped, double from_minute, double to_minute);

}  // namespace gammafield::hedging
