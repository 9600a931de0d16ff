#include "laboratory/planted_session.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "laboratory/scenario_chain.h"
#include "market/calendar.h"

namespace gammafield::laboratory {
namespace {

using base::Refusal;
using base::RefusalKind;

market::Date session_of(const Planting& planting, std::size_t number) {
  market::Date session = planting.first;
  for (std::size_t i = 0; i < number; ++i) session = market::Calendar::us().next_trading_day(session);
  return session;
}

/// Every made-up chain of the plan is the day's, as of its open; none: nothing is made up.
std::optional<simulate::ChainScenario> day_of_chains(ScenarioPlan& plan, const Planting& planting, std::size_t number,
                                                     market::Instant open) {
  std::optional<simulate::ChainScenario> chain;
  for (auto& dealer : plan.dealers) {
    if (!dealer.chain || !dealer.chain->made_up) continue;
    auto& made_up = *dealer.chain->made_up;
    made_up.seed += planting.seed * 1'000'003 + number;
    made_up.as_of = open;
    made_up.opening = simulate::Opening{open, made_up.spot};
    made_up.odd_rows = false;  // they would come and go with spot
    if (!chain) chain = made_up;
  }
  return chain;
}

/// Spot at every second; between ends of steps in a straight line of logarithms.
template <class SpotOf>
std::vector<market::Spot> by_second(const hedging::Path& path, std::size_t seconds, SpotOf spot_of) {
  std::vector<market::Spot> spots;
  std::size_t next = 1;
  for (std::size_t second = 0; second <= seconds; ++second) {
    const double minute = static_cast<double>(second) / 60;
    while (next + 1 < path.steps.size() && path.steps[next].minute.value() < minute) ++next;
    const auto &from = path.steps[next - 1], &to = path.steps[next];
    const double part = (minute - from.minute.value()) / (to.minute.value() - from.minute.value());
    const double a = std::log(spot_of(from).value()), b = std::log(spot_of(to).value());
    spots.emplace_back(std::exp(a + std::clamp(part, 0.0, 1.0) * (b - a)));
  }
  return spots;
}

double realised_volatility(const hedging::Path& path, market::Spot hedging::Step::* spot) {
  double square = 0;
  for (std::size_t i = 1; i < path.steps.size(); ++i) {
    const double r = std::log((path.steps[i].*spot).value() / (path.steps[i - 1].*spot).value());
    square += r * r;
  }
  return std::sqrt(square / hedging::years_of(path.steps.back().minute).value());
}

}  // namespace

base::Result<PlantedDay, Refusal> planted_day(const Planting& planting, std::size_t number) {
  const auto& calendar = market::Calendar::us();
  const market::Date session = session_of(planting, number);
  const auto open = calendar.session_open(session), close = calendar.session_close(session);
  ScenarioPlan plan = planting.plan;
  const std::string name = plan.scenario.name;
  const auto chain = day_of_chains(plan, planting, number, open);
  if (!chain) {
    return base::failure(Refusal{RefusalKind::usage,
                                 name + ": no dealer holds a made-up chain; `seed = 7` in a [dealer.book] makes one"});
  }
  plan.spot = chain->spot;
  plan.starts = hedging::Minutes{0};
  plan.minutes = hedging::Minutes{std::chrono::duration<double, std::ratio<60>>(close - open).count()};
  const auto no_file = [&](const std::string& file) -> base::Result<std::string, Refusal> {
    return base::failure(
        Refusal{RefusalKind::usage, fmt::format("{}: {}: a planted day has no chain but the made-up one", name, file)});
  };
  auto scenario = scenario_of(std::move(plan), planting.sides, no_file);
  if (!scenario) return base::failure(scenario.error());
  auto path = hedging::simulate_path(*scenario, planting.seed, number);
  if (!path) return base::failure(path.error());
  simulate::SessionScenario day{.chain = *chain, .session = session, .every = planting.every};
  const auto seconds = static_cast<std::size_t>((close - open).count());
  auto with =
      simulate::SimulatedSession::along(day, by_second(*path, seconds, [](const auto& step) { return step.spot; }));
  if (!with) return base::failure(with.error());
  auto without = simulate::SimulatedSession::along(
      day, by_second(*path, seconds, [](const auto& step) { return step.without_dealers; }));
  if (!without) return base::failure(without.error());
  return PlantedDay{session,          chain->symbol,    std::move(*scenario),
                    std::move(*path), std::move(*with), std::move(*without)};
}

std::string truth_json(const Planting& planting, std::size_t number, const PlantedDay& day) {
  const auto feedback = hedging::feedback(day.scenario);
  double bought = 0, sold = 0;
  for (const auto& step : day.path.steps) (step.hedging.value() > 0 ? bought : sold) += std::abs(step.hedging.value());
  base::JsonWriter json{0};
  json.begin_object();
  json.field("schema", "gammafield.planted_day/1");
  json.field("scenario", day.scenario.name);
  json.field("session", market::to_string(day.session));
  json.field("seed", static_cast<std::int64_t>(planting.seed));
  json.field("path", number);
  json.field("spot_at_open", day.scenario.spot.value());
  json.field("net_gex_usd_per_1pct", feedback.gamma_exposure.value());
  json.field("feedback_c", feedback.c);
  json.field("permanent_impact_per_usd", day.scenario.impact.permanent.value());
  json.field("transient_impact_per_usd", day.scenario.impact.transient.value());
  json.field("realised_volatility_a_year", realised_volatility(day.path, &hedging::Step::spot));
  json.field("realised_volatility_without_dealers_a_year",
             realised_volatility(day.path, &hedging::Step::without_dealers));
  json.field("hedging_bought_usd", bought);
  json.field("hedging_sold_usd", sold);
  json.key("levels").begin_array();
  for (const auto& level : day.scenario.levels) {
    json.begin_object();
    json.field("name", level.name);
    json.field("price", level.price.value());
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace gammafield::laboratory
