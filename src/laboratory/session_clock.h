#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hedging/scenario.h"

/// Trading time as a clock shows it: sessions from 09:30 to 16:00, one after another.
namespace gammafield::laboratory {

/// `10:31`, or `day 2, 10:31` of a run of several sessions; the close belongs to the session that ends with it.
[[nodiscard]] std::string clock_text(const hedging::Scenario&, hedging::Minutes of_the_run);

struct ClockTick {
  hedging::Minutes minute;  ///< of the run
  std::string text;
  bool opens = false;  ///< a session that is not the first
};
/// Round times of the clock, or sessions where there are many; at most so many.
[[nodiscard]] std::vector<ClockTick> clock_ticks(const hedging::Scenario&, std::size_t at_most);

}  // namespace gammafield::laboratory
