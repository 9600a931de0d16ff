#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "strategies/ledger.h"
#include "strategies/rule.h"

namespace gammafield::strategies {

struct RandomEntryRule {
  std::size_t draws = 200;
  std::uint64_t seed = 1;
  std::size_t threads = 1;
};

/// What the same orders make when they are given at random bars: as many trades, each held for as many bars as one of
/// the rule's, within one session where the rule's was. The orders are the rule's own for that bar (its strikes and
/// expiries; a limit does not bind); where it has none there, another bar is drawn, up to 50 times, and then the trade
/// is left out. The mean over the draws, for each session of the tape; a trade's, for each of the rule's. The same
/// bytes for any number of threads.
[[nodiscard]] Books random_entries(const Tape&, const Rule&, std::span<const Trade>, const CostRule&,
                                   const RandomEntryRule&);

}  // namespace gammafield::strategies
