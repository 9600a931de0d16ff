#include <fmt/format.h>
#include <fmt/ranges.h>

#include "studies/plan.h"

/// What was chosen, for whoever reads the result.
namespace gammafield::studies {
namespace {

template <class T, class Name>
std::string listed(const std::vector<T>& values, Name name) {
  std::vector<std::string> names;
  for (const auto& value : values) names.emplace_back(name(value));
  return fmt::format("{}", fmt::join(names, ", "));
}

void add_strategy(std::vector<std::pair<std::string, std::string>>& choices, const strategies::StrategyStudy& study) {
  const auto& strategy = *strategies::strategy_named(study.name);
  choices.emplace_back("strategy.name", fmt::format("{}, {}: {}", strategy.name, strategy.title, strategy.says));
  choices.emplace_back("strategy.missing", to_string(study.missing));
  choices.emplace_back("strategy.permutations", fmt::format("{}", study.permutations));
  const strategies::Values values(strategy.parameters, study.parameters);
  for (const auto& parameter : strategy.parameters)
    choices.emplace_back(fmt::format("strategy.{}", parameter.key),
                         fmt::format("{:g} ({})", values(parameter.key), parameter.source));
  const auto& costs = study.costs;
  choices.emplace_back("costs.underlying_half_spread", fmt::format("{:g} of the price", costs.underlying_half_spread));
  choices.emplace_back("costs.underlying_fee", fmt::format("{:g} of the price", costs.underlying_fee));
  choices.emplace_back("costs.option_half_spread",
                       fmt::format("as quoted, else {:g} of the price", costs.option_half_spread));
  choices.emplace_back("costs.option_half_spread_least", fmt::format("{:g} dollars", costs.option_half_spread_least));
  choices.emplace_back("costs.option_fee", fmt::format("{:g} dollars a contract", costs.option_fee));
}

void add_series(std::vector<std::pair<std::string, std::string>>& choices, const SeriesSource& series) {
  choices.emplace_back("series.date", series.date);
  choices.emplace_back("series.price", series.price);
  choices.emplace_back("series.gex", series.gex);
  choices.emplace_back("series.known_after_sessions", fmt::format("{}", series.known_after_sessions));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> choices_of(const StudyPlan& plan) {
  const auto words = [](auto value) { return to_string(value); };
  std::vector<std::pair<std::string, std::string>> choices{
      {"kind", std::string(to_string(plan.kind))},
      {"sides", listed(plan.sides, [](auto side) { return research::to_string(side); })},
      {"bases", listed(plan.bases, words)},
      {"rules", listed(plan.rules, words)},
      {"baselines", listed(plan.baselines, words)},
      {"race.touch", fmt::format("{:g} expected moves", plan.race.touch)},
      {"race.away", fmt::format("{:g} expected moves", plan.race.away)},
      {"race.beyond", fmt::format("{:g} expected moves", plan.race.beyond)},
      {"race.horizon", plan.race.horizon ? fmt::format("{} minutes", plan.race.horizon->count()) : "to the close"},
      {"join.after_open", fmt::format("{} minutes", plan.join.after_open.count())},
      {"join.sheet_age_max", fmt::format("{} sessions", plan.join.sheet_age_max)},
      {"inference.resamples", fmt::format("{}", plan.inference.bootstrap.resamples)},
      {"inference.mean_block", fmt::format("{:g} days", plan.inference.bootstrap.mean_block)},
      {"inference.seed", fmt::format("{}", plan.inference.bootstrap.seed)},
      {"inference.draws", fmt::format("{}", plan.baseline.draws)},
      {"inference.matters", fmt::format("{:g}", plan.inference.matters)},
      {"inference.fewest_days", fmt::format("{}", plan.inference.fewest_days)},
      {"inference.false_discoveries", fmt::format("{:g}", plan.inference.false_discoveries)},
  };
  if (!plan.symbols.empty()) choices.emplace_back("symbols", fmt::format("{}", fmt::join(plan.symbols, ", ")));
  if (plan.sources.series) add_series(choices, *plan.sources.series);
  if (plan.kind == StudyKind::hysteresis)
    choices.emplace_back("thresholds", fmt::format("{}", fmt::join(plan.thresholds, ", ")));
  if (plan.kind == StudyKind::strategy) add_strategy(choices, plan.strategy);
  for (const auto& setting : plan.settings) choices.emplace_back("levels.settings", setting);
  if (plan.from) choices.emplace_back("from", market::to_string(*plan.from));
  if (plan.to) choices.emplace_back("to", market::to_string(*plan.to));
  return choices;
}

}  // namespace gammafield::studies
