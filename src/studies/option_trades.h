#pragma once

#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "research/hit_rate.h"
#include "studies/gather.h"
#include "studies/plan.h"

namespace gammafield::studies {

/// Gives each day the trades at its walls' strikes, of the options of its symbol's roots, from the study's files of
/// trades, of which a file's order is the tape's and a name's files follow each other by name. A print is known from
/// its own time on, and so is a report that takes it back; only of a print that a file itself calls cancelled is that
/// known beforehand. Days of which the files have no print keep none. Series with another deliverable are left out.
/// Refuses what inventory/prints.h does and a pattern that no file fits.
[[nodiscard]] base::Result<void, base::Refusal> add_option_trades(const StudyPlan&, const GatherOptions&,
                                                                  std::vector<research::SymbolDays>&);

}  // namespace gammafield::studies
