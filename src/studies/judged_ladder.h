#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "learning/ladder.h"
#include "studies/predictions.h"

/// Whether a break model may be used.
namespace gammafield::studies {

/// The areas of one landmark alone: the walk's grows with the minutes that are over, by no merit of any wall.
struct LandmarkAreas {
  int landmark = 0;
  std::size_t cases = 0, happened = 0;
  std::vector<std::optional<double>> areas;  ///< of each rung
};

struct JudgedPart {
  learning::Ladder ladder;
  std::vector<LandmarkAreas> landmarks;  ///< ascending
  std::size_t attempts = 0;
  market::Date first, last;
};

struct JudgedLadder {
  std::string name;  ///< of the file
  learning::LadderRule rule;
  std::optional<JudgedPart> folds, holdout;
};

[[nodiscard]] JudgedLadder judged(const Predictions&, std::string name, const learning::LadderRule&);

/// What the rung may be used for: the folds' verdict. A holdout that was opened can only take an acceptance away: where
/// the rung is not better there it is not better, and without folds nothing can be told. None of no such rung, and of
/// the walk itself.
[[nodiscard]] std::optional<learning::Verdict> verdict_on(const JudgedLadder&, std::string_view rung);

/// One sentence a richer rung, of what may be said.
[[nodiscard]] std::vector<std::string> verdict_sentences(const JudgedLadder&);

}  // namespace gammafield::studies
