#include "laboratory/run_sentences.h"

#include <cmath>

#include <fmt/format.h>

namespace gammafield::laboratory {
namespace {

using hedging::Estimate;

/// Whether the interval keeps away from `nothing`.
bool is_clear(const Estimate& change, double nothing) { return change.low > nothing || change.high < nothing; }

std::string of_volatility(const hedging::Outcome& outcome) {
  const Estimate& ratio = outcome.realised_volatility.change;
  if (!std::isfinite(ratio.value)) return "Nothing moves without dealers, so there is no ratio of volatilities.";
  if (!is_clear(ratio, 1))
    return "Volatility: no change that these paths can tell from none; that is no proof of none.";
  return fmt::format(
      "Volatility: hedging {} the steps, by {:.1f} %. The theory, 1 / (1 + c) with c = {:.3g}, takes gamma as it is at "
      "the "
      "start and dealers who follow at once.",
      ratio.value < 1 ? "dampens" : "amplifies", 100 * std::abs(ratio.value - 1), outcome.feedback.c);
}

std::string of_autocorrelation(const hedging::Outcome& outcome) {
  const Estimate& change = outcome.autocorrelation.change;
  if (!is_clear(change, 0)) return "Autocorrelation: none that hedging adds.";
  return change.value < 0
             ? "Autocorrelation: hedging takes back a part of each step in the next; a lag does that, not a forecast "
               "of "
               "direction."
             : "Autocorrelation: a step is carried on by the hedging that follows it; it says nothing of which way the "
               "next one goes by itself.";
}

std::string of_pin(const hedging::Outcome& outcome) {
  const Estimate& change = outcome.pinned.change;
  if (!is_clear(change, 0)) return "Pin: as many paths end at the strike as without dealers.";
  return fmt::format(
      "Pin: {:.1f} % {} of the paths end at the strike. The theory counts what hedging the passage of time holds there "
      "to "
      "the cent, without those that end near it anyway.",
      100 * std::abs(change.value), change.value > 0 ? "more" : "fewer");
}

std::string of_level(const hedging::LevelOutcome& level) {
  const std::string& name = level.level.name;
  if (level.decided_with == 0 || level.decided_without == 0)
    return fmt::format("{}: too few races were decided to say whether it holds.", name);
  if (!is_clear(level.held.change, 0))
    return fmt::format("{}: it holds as often as a price that nobody hedges at.", name);
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
