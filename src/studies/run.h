#pragma once

#include "base/refusal.h"
#include "base/result.h"
#include "studies/gather.h"
#include "studies/plan.h"
#include "studies/result.h"

namespace gammafield::studies {

/// The study from its files to what may be said. The same bytes for any number of threads. Refuses what `gather` does,
/// and (no_usable_data) a study that has not a single day, with the commonest reason.
[[nodiscard]] base::Result<StudyResult, base::Refusal> run_study(const StudyPlan&, const GatherOptions&);

}  // namespace gammafield::studies
