#pragma once

#include "base/refusal.h"
#include "base/result.h"
#include "studies/gather.h"
#include "studies/plan.h"
#include "studies/result.h"

/// A study of the kind `strategy`: gathered days through a trading rule.
namespace gammafield::studies {

struct StrategyParts {
  std::vector<research::MeasuredCell> cells;
  std::vector<Figure> figures;  ///< of each symbol: equity net of costs beside holding the underlying, and the drawdown
  std::vector<Trading> trades;
  std::vector<std::string> cautions;
};

/// Refuses what strategies/study.h does.
[[nodiscard]] base::Result<StrategyParts, base::Refusal> run_strategy(const StudyPlan&, const Gathered&,
                                                                      const GatherOptions&);

}  // namespace gammafield::studies
