#include "studies/judged_ladder.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace gammafield::studies {
namespace {

using learning::Verdict;

std::vector<LandmarkAreas> by_landmark(const Forecasts& forecasts) {
  std::map<int, std::vector<std::size_t>> cases;
  for (std::size_t i = 0; i < forecasts.landmarks.size(); ++i) cases[forecasts.landmarks[i]].push_back(i);
  std::vector<LandmarkAreas> all;
  for (const auto& [landmark, of] : cases) {
    LandmarkAreas areas{.landmark = landmark, .cases = of.size(), .areas = {}};
    std::vector<std::uint8_t> outcomes;
    for (const auto i : of) outcomes.push_back(forecasts.cases.outcomes[i]);
    areas.happened = static_cast<std::size_t>(std::ranges::count(outcomes, 1));
    for (const auto& rung : forecasts.cases.rungs) {
      std::vector<double> scores;
      for (const auto i : of) scores.push_back(rung.forecasts[i]);
      areas.areas.push_back(learning::auc(scores, outcomes));
    }
    all.push_back(std::move(areas));
  }
  return all;
}

std::optional<JudgedPart> judged_part(const std::optional<Forecasts>& forecasts, const learning::LadderRule& rule) {
  if (!forecasts) return std::nullopt;
  return JudgedPart{learning::judge(forecasts->cases, rule), by_landmark(*forecasts), forecasts->attempts,
                    forecasts->first, forecasts->last};
}

const learning::AgainstReference* against_walk(const JudgedPart& part, std::string_view rung) {
  const auto found = std::ranges::find(part.ladder.against, rung, &learning::AgainstReference::name);
  return found == part.ladder.against.end() ? nullptr : &*found;
}

std::string sentence(const JudgedLadder& judged, const learning::AgainstReference& rung) {
  const auto verdict = *verdict_on(judged, rung.name);
  if (verdict == Verdict::accepted)
    return fmt::format("{}: beats the walk out of sample; it may score attempts.", rung.name);
  if (verdict == Verdict::not_better && rung.verdict == Verdict::accepted)
    return fmt::format("{}: beats the walk in the folds, but not in the holdout; it scores nothing.", rung.name);
  if (verdict == Verdict::not_better)
    return fmt::format("{}: does not beat the walk out of sample; it scores nothing.", rung.name);
  const bool enough_days = judged.folds && judged.folds->ladder.days >= judged.rule.days_min;
  if (enough_days && rung.log_loss && rung.log_loss->figure.low > 0)
    return fmt::format(
        "{}: its probabilities are better than the walk's, but it is not shown to tell one attempt from "
        "another; it scores nothing.",
        rung.name);
  auto text = fmt::format("{}: cannot tell whether it beats the walk; it scores nothing.", rung.name);
  if (rung.days_needed)
    text += fmt::format(" An improvement of {:g} nats would need about {:.0f} days with attempts; there are {}.",
                        judged.rule.worthwhile, *rung.days_needed, judged.folds ? judged.folds->ladder.days : 0);
  return text;
}

}  // namespace

JudgedLadder judged(const Predictions& predictions, std::string name, const learning::LadderRule& rule) {
  return {std::move(name), rule, judged_part(predictions.folds, rule), judged_part(predictions.holdout, rule)};
}

std::optional<Verdict> verdict_on(const JudgedLadder& judged, std::string_view rung) {
  if (!judged.folds) {
    const auto* there = judged.holdout ? against_walk(*judged.holdout, rung) : nullptr;
    return there == nullptr ? std::nullopt : std::optional(Verdict::cannot_tell);
  }
  const auto* in_folds = against_walk(*judged.folds, rung);
  if (in_folds == nullptr) return std::nullopt;
  const auto* in_holdout = judged.holdout ? against_walk(*judged.holdout, rung) : nullptr;
  const bool fails = in_holdout != nullptr && in_holdout->verdict == Verdict::not_better;
  return in_folds->verdict == Verdict::accepted && fails ? Verdict::not_better : in_folds->verdict;
}

std::vector<std::string> verdict_sentences(const JudgedLadder& judged) {
  std::vector<std::string> sentences;
  const auto& part = judged.folds ? judged.folds : judged.holdout;
  for (const auto& rung : part->ladder.against) {
    if (rung.name != break_rungs[0]) sentences.push_back(sentence(judged, rung));
  }
  return sentences;
}

}  // namespace gammafield::studies
