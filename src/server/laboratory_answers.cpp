#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "hedging/monte_carlo.h"
#include "laboratory/library.h"
#include "laboratory/overrides.h"
#include "laboratory/policy_reader.h"
#include "laboratory/run_output.h"
#include "laboratory/scenario_chain.h"
#include "laboratory/scenario_file.h"
#include "server/form.h"
#include "server/resource.h"
#include "server/view.h"

/// The hedging laboratory's scenarios, run as they are asked for. Of the library alone: no file is read.
namespace gammafield::server {

using http::problem;
using http::Request;
using http::Response;

namespace {

/// What a run may cost: about half a second of one thread. Options times steps times paths; dealers without a lag look
/// for each trade about ten times.
constexpr double options_priced_max = 3e7, looks_without_lag = 10;

double options_priced_a_path(const hedging::Scenario& scenario) {
  double options = 2;  // what a path costs without any
  for (const auto& dealer : scenario.dealers)
    options += static_cast<double>(dealer.book.positions.size()) * (dealer.lag == 0 ? looks_without_lag : 1);
  return options * static_cast<double>(hedging::steps(scenario));
}

base::Result<laboratory::Overrides, Response> overrides_of(const Request& request) {
  laboratory::Overrides overrides;
  const auto scale = number_of(request, "impact_scale", 1, 0, 1e6);
  const auto volatility = number_of(request, "volatility_pct", -1, -1, 500);
  const auto lag = number_of(request, "lag", -1, -1, 1000);
  if (!scale) return base::failure(scale.error());
  if (!volatility) return base::failure(volatility.error());
  if (!lag) return base::failure(lag.error());
  overrides.impact_scale = *scale;
  if (*volatility >= 0) overrides.noise = market::ImpliedVol{*volatility / 100};
  if (*lag >= 0) overrides.lag = static_cast<unsigned>(*lag);
  if (const auto side = request.parameter("side")) {
    const auto sides = laboratory::parse_sides(*side);
    if (!sides) return base::failure(problem(400, fmt::format("side={}: as_is, short, long or mirrored", *side)));
    overrides.sides = *sides;
  }
  if (const auto policy = request.parameter("policy")) {
    overrides.policy = laboratory::policy_named(*policy);
    if (!overrides.policy)
      return base::failure(problem(400, fmt::format("policy={}: one of {}", *policy, laboratory::policy_names)));
  }
  return overrides;
}

base::Result<hedging::Scenario, Response> scenario_of(const Request& request, const std::string& name) {
  const auto text = base::text_named(laboratory::library_texts(), name);
  if (!text)
    return base::failure(
        problem(404, fmt::format("no scenario {}; there are {}", name, base::names_of(laboratory::library_texts()))));
  const auto overrides = overrides_of(request);
  if (!overrides) return base::failure(overrides.error());
  auto plan = laboratory::read_scenario(*text, name);
  if (!plan) return base::failure(refused(plan.error()));
  laboratory::apply(*overrides, *plan);
  const auto no_file = [](const std::string& file) -> base::Result<std::string, base::Refusal> {
    return base::failure(base::Refusal{base::RefusalKind::usage, file + ": no file is read here"});
  };
  auto scenario = laboratory::scenario_of(std::move(*plan), overrides->sides, no_file);
  if (!scenario) return base::failure(refused(scenario.error()));
  return std::move(*scenario);
}

}  // namespace

Response laboratory_list(const House&, const Asked& asked) {
  const auto form = form_of(asked.request, {Form::json});
  if (!form) return form.error();
  base::JsonWriter json;
  json.begin_object().key("scenarios").begin_array();
  for (const auto& each : laboratory::library_texts()) {
    const auto plan = laboratory::read_scenario(each.text, each.name);
    if (!plan) continue;  // a test reads them all
    json.begin_object().field("name", each.name).field("title", std::string_view{plan->scenario.title});
    json.field("what", std::string_view{plan->scenario.what}).field("text", each.text).end_object();
  }
  json.end_array().end_object();
  return answered(*form, json.take());
}

Response laboratory_run(const House&, const Asked& asked) {
  const auto form = form_of(asked.request, {Form::json, Form::csv});
  if (!form) return form.error();
  const auto scenario = scenario_of(asked.request, asked.names.front());
  if (!scenario) return scenario.error();
  const double affordable = std::floor(options_priced_max / options_priced_a_path(*scenario));
  const auto paths = number_of(asked.request, "paths", std::min(400.0, std::max(2.0, affordable)), 2, 1e6);
  const auto seed = number_of(asked.request, "seed", 1, 0, 0x1p53);
  const auto number = number_of(asked.request, "path", 0, 0, 0x1p53);
  if (!paths) return paths.error();
  if (!seed) return seed.error();
  if (!number) return number.error();
  if (*paths > std::max(2.0, affordable))
    return problem(
        400, fmt::format("paths={}: {:.0f} at most of this scenario here; `gammafield hedge run` has no limit", *paths,
                         std::max(2.0, affordable)));
  const auto path =
      hedging::simulate_path(*scenario, static_cast<std::uint64_t>(*seed), static_cast<std::uint64_t>(*number));
  if (!path) return refused(path.error());
  if (*form == Form::csv) return answered(*form, laboratory::path_csv(*scenario, *path));
  const auto outcome = hedging::simulate(
      *scenario,
      {.paths = static_cast<std::uint64_t>(*paths), .seed = static_cast<std::uint64_t>(*seed), .threads = 1});
  if (!outcome) return refused(outcome.error());
  return answered(*form, fmt::format(R"({{"run":{},"path":{}}})", laboratory::run_json(*scenario, *outcome, 0),
                                     laboratory::path_json(*scenario, *path, 0)));
}

}  // namespace gammafield::server
