#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "strategies/rule.h"

namespace gammafield::strategies {

/// What a rule did over a tape.
struct Outcome {
  std::vector<Trade> trades;                   ///< in their order; never two at once
  std::map<std::string, std::size_t> lacking;  ///< what was not known, on how many sessions, all before it being met
};

/// Bar by bar: what is decided at one bar's price is executed at the next one's. One position at a time, one entry a
/// session, no entry that would be executed at the session's last price. An order is dropped where its limit does not
/// hold a bar later, an option has no price, or the session in which it settles is missing among the days. Options
/// settle at the first price at or after their settlement; what is held at the end is left at the last price. A
/// function of the arguments.
[[nodiscard]] Outcome backtest(const Tape&, const Rule&);

}  // namespace gammafield::strategies
