#include "gammafield/hedge_scenario.h"

#include <filesystem>

#include <fmt/format.h>

#include "ingest/read_chain.h"
#include "laboratory/library.h"
#include "laboratory/overrides.h"
#include "laboratory/policy_reader.h"
#include "laboratory/scenario_chain.h"
#include "laboratory/scenario_file.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

base::Result<laboratory::Overrides, Refusal> overrides_of(const LaboratoryOptions& options) {
  laboratory::Overrides overrides;
  if (!options.policy.empty()) {
    overrides.policy = laboratory::policy_named(options.policy);
    if (!overrides.policy || options.policy == "band")
      return base::failure(Refusal{RefusalKind::usage, fmt::format("--policy {}: must be one of {}; `band` by a file",
                                                                   options.policy, laboratory::policy_names)});
  }
  if (options.lag >= 0) overrides.lag = static_cast<unsigned>(options.lag);
  if (options.spot > 0) overrides.spot = market::Spot{options.spot};
  if (options.minutes > 0) overrides.minutes = hedging::Minutes{options.minutes};
  if (options.volatility_pct >= 0) overrides.noise = market::ImpliedVol{options.volatility_pct / 100};
  overrides.impact_scale = options.impact_scale;
  return overrides;
}

/// A name of the library first: nobody means a file without a dot or a slash by `pin`.
base::Result<std::string, Refusal> text_of(const std::string& scenario) {
  if (const auto text = base::text_named(laboratory::library_texts(), scenario)) return std::string{*text};
  if (scenario.find_first_of("./") == std::string::npos && scenario != "-" && !std::filesystem::exists(scenario))
    return base::failure(Refusal{RefusalKind::usage, fmt::format("{}: no such scenario or file; there are {}", scenario,
                                                                 base::names_of(laboratory::library_texts()))});
  return ingest::read_bytes(scenario);
}

}  // namespace

void add_scenario_options(CLI::App& command, LaboratoryOptions& options) {
  command.add_option("SCENARIO", options.scenario, "A name of `hedge scenarios`, a file, or - for standard input")
      ->required();
  command.add_option("--side", options.sides, "Who holds the options: as_is, short, long (all dealers), mirrored")
      ->check(CLI::IsMember({"as_is", "short", "long", "mirrored"}));
  command.add_option("--policy", options.policy, "How every dealer hedges: continuous, normal, end_of_day, ...");
  command.add_option("--lag", options.lag, "Steps that every dealer lags")->check(CLI::Range(0, 1000));
  command.add_option("--spot", options.spot, "Price at the start")->check(CLI::PositiveNumber);
  command.add_option("--minutes", options.minutes, "Length of the run")->check(CLI::PositiveNumber);
  command.add_option("--volatility", options.volatility_pct, "Of the noise, percent a year")
      ->check(CLI::Range(0.0, 500.0));
  command.add_option("--impact-scale", options.impact_scale, "All impact times this; 0: prices feel no trade")
      ->check(CLI::Range(0.0, 1e6));
}

base::Result<laboratory::ScenarioPlan, Refusal> plan_of(const LaboratoryOptions& options) {
  const auto overrides = overrides_of(options);
  if (!overrides) return base::failure(overrides.error());
  const auto text = text_of(options.scenario);
  if (!text) return base::failure(text.error());
  auto plan = laboratory::read_scenario(*text, options.scenario == "-" ? "standard input" : options.scenario);
  if (plan) laboratory::apply(*overrides, *plan);
  return plan;
}

laboratory::Sides sides_of(const LaboratoryOptions& options) {
  return *laboratory::parse_sides(options.sides);  // one of the option's own list
}

base::Result<hedging::Scenario, Refusal> scenario_of(const LaboratoryOptions& options) {
  auto plan = plan_of(options);
  if (!plan) return base::failure(plan.error());
  const auto folder = std::filesystem::path{options.scenario}.parent_path();
  return laboratory::scenario_of(std::move(*plan), sides_of(options),
                                 [&](const std::string& file) { return ingest::read_bytes((folder / file).string()); });
}

}  // namespace gammafield::app
