#include <unistd.h>

#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/hedge_parts.h"
#include "gammafield/hedge_scenario.h"
#include "gammafield/output_file.h"
#include "hedging/monte_carlo.h"
#include "laboratory/run_output.h"

namespace gammafield::app {
namespace {

struct RunOptions : LaboratoryOptions {
  hedging::MonteCarlo monte_carlo;
  std::uint64_t path = 0;
  std::string format = "table", output = "-";
  bool steps = false, no_color = false;
};

/// One line on standard error that is written over, on a terminal only.
void show_paths(std::uint64_t done, std::uint64_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r{} of {} paths{}", done, of, done == of ? "\n" : "");
}

base::Result<std::string, base::Refusal> one_path(const RunOptions& options, const hedging::Scenario& scenario) {
  const auto path = hedging::simulate_path(scenario, options.monte_carlo.seed, options.path);
  if (!path) return base::failure(path.error());
  return options.steps ? laboratory::steps_text(scenario, *path) : laboratory::path_csv(scenario, *path);
}

base::Result<std::string, base::Refusal> many_paths(const RunOptions& options, const hedging::Scenario& scenario) {
  auto monte_carlo = options.monte_carlo;
  monte_carlo.progress = [of = monte_carlo.paths](std::uint64_t done) { show_paths(done, of); };
  const auto outcome = hedging::simulate(scenario, monte_carlo);
  if (!outcome) return base::failure(outcome.error());
  if (options.format == "json") return laboratory::run_json(scenario, *outcome, 2) + "\n";
  const exports::TextStyle style{.colour = options.output == "-" && wants_colour(options.no_color),
                                 .markdown = options.format == "md"};
  return laboratory::run_text(scenario, *outcome, style);
}

Outcome run(const RunOptions& options) {
  const auto scenario = scenario_of(options);
  if (!scenario) return scenario.error();
  const bool one = options.steps || options.format == "csv";
  const auto text = one ? one_path(options, *scenario) : many_paths(options, *scenario);
  if (!text) return text.error();
  return options.output == "-" ? print(*text) : write_file(options.output, *text);
}

}  // namespace

void add_hedge_run(CLI::App& hedge, Run& chosen) {
  auto* command = hedge.add_subcommand(
      "run",
      "Many paths with dealers hedging and the same ones without\nExample: gammafield hedge run pin --paths 2000");
  auto options = std::make_shared<RunOptions>();
  add_scenario_options(*command, *options);
  command->add_option("--paths", options->monte_carlo.paths, "How many")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{2}, std::uint64_t{100'000'000}));
  command->add_option("--seed", options->monte_carlo.seed, "The same seed gives the same bytes")->capture_default_str();
  command->add_option("--threads", options->monte_carlo.threads, "0: as many as the machine has")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1024}));
  command->add_option("--format", options->format, "table, md, json, or csv: the steps of one path")
      ->capture_default_str()
      ->check(CLI::IsMember({"table", "md", "json", "csv"}));
  command->add_flag("--steps", options->steps, "One path in words, a line a step");
  command->add_option("--path", options->path, "Which path csv and --steps are of, from 0");
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->add_option("-o,--output", options->output, "File; - is standard output")->capture_default_str();
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
