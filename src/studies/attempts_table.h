#pragma once

#include <span>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "research/landmarks.h"
#include "studies/gather.h"
#include "studies/plan.h"

/// The attempts that a break model learns from and scores.
namespace gammafield::studies {

/// All of a study's sessions, at the walls of its sides and bases, with the trades of options where the study names
/// files of them. Refuses what `gather` and `add_option_trades` do, and (usage) a study of a
/// daily series, which has no prices within the day.
[[nodiscard]] base::Result<std::vector<research::LandmarkRow>, base::Refusal> attempts_of(const StudyPlan&,
                                                                                          const GatherOptions&);

/// As tools/train_break_model.py reads them: `session`, `attempt`, `landmark`, `y`, `walk`, the features, and last what
/// else became of the attempt, in columns named `outcome_...`, which no model may see. A cell of what is not known is
/// empty. Rows without an outcome are left out; none where no row has one.
[[nodiscard]] std::optional<std::string> attempts_csv(std::span<const research::LandmarkRow>);

}  // namespace gammafield::studies
