#include "laboratory/run_sentences.h"

#include <cmath>

#include <fmt/format.h>

#include "laboratory/run_known.h"

namespace gammafield::laboratory {
namespace {

using statistics::Estimate;

/// Whether the interval keeps away from `nothing`.
bool is_clear(const Estimate& change, double nothing) { return change.low > nothing || change.high < nothing; }

/// From start to end: of steps alone a lag hides what hedging does.
std::string of_volatility(const hedging::Outcome& outcome) {
  const Estimate& ratio = outcome.end_volatility.change;
  if (!known_ratio(outcome.end_volatility).change)
    return "Nothing moves without dealers, so there is no ratio of volatilities.";
  if (!is_clear(ratio, 1))
    return "Volatility: from start to end no change that these paths can tell from none; that is no proof of none.";
  return fmt::format(
      "Volatility: hedging {} the way from start to end, by {:.1f} %. The theory, 1 / (1 + c) with c = {:.3g}, takes "
      "gamma as "
      "it is at the start, and transient impact as if it stayed.",
      ratio.value < 1 ? "dampens" : "amplifies", 100 * std::abs(ratio.value - 1), outcome.feedback.c);
}

std::string of_autocorrelation(const hedging::Outcome& outcome) {
  constexpr double worth_telling = 0.02;  // what impact that decays leaves behind is less
  const double change = outcome.autocorrelation.change.value;
  if (!is_clear(outcome.autocorrelation.change, 0) || std::abs(change) < worth_telling)
    return "Autocorrelation: none that hedging adds.";
  return change < 0
             ? "Autocorrelation: hedging takes back a part of each step in the next; a lag does that, not a forecast."
             : "Autocorrelation: a step is carried on by the hedging that follows it; which way the next one goes by "
               "itself it does not say.";
}

std::string of_pin(const hedging::Outcome& outcome) {
  const Estimate& change = outcome.pinned.change;
  if (!is_clear(change, 0)) return "Pin: as many paths end at the strike as without dealers.";
  return fmt::format(
      "Pin: of 100 paths {:.1f} {} end at the strike than without dealers. The theory counts what hedging the passage "
      "of "
      "time holds there to the cent, without those that end near it anyway.",
      100 * std::abs(change.value), change.value > 0 ? "more" : "fewer");
}

std::string of_level(const hedging::LevelOutcome& level) {
  const std::string& name = level.level.name;
  constexpr std::uint64_t races_min = 30;  // fewer say nothing of a share
  if (level.decided_with < races_min || level.decided_without < races_min)
    return fmt::format("{}: too few races were decided to say whether it holds.", name);
  if (!is_clear(level.held.change, 0))
    return fmt::format(
        "{}: that it holds more or less often than a price that nobody hedges at, these paths cannot tell.", name);
  return fmt::format(
      "{}: it holds {} often than without dealers. How often it holds at all is the race's rule, not hedging.", name,
      level.held.change.value > 0 ? "more" : "less");
}

}  // namespace

std::vector<std::string> sentences(const hedging::Scenario& scenario, const hedging::Outcome& outcome) {
  std::vector<std::string> all{of_volatility(outcome), of_autocorrelation(outcome)};
  if (scenario.pin) all.push_back(of_pin(outcome));
  for (const auto& level : outcome.levels) all.push_back(of_level(level));
  if (outcome.overshooting_share > 0)
    all.push_back(
        fmt::format("Overshooting: in {:.2g} % of the steps a dealer who lags trades more than the move it answers "
                    "to; lag_steps = 0 or shorter steps are nearer to what a desk would do.",
                    100 * outcome.overshooting_share));
  all.emplace_back(
      "All of it follows from who holds what and from the impact put in; neither is observed. No forecast and no "
      "advice.");
  return all;
}

}  // namespace gammafield::laboratory
