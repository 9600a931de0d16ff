#include <unistd.h>

#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/hedge_parts.h"
#include "gammafield/hedge_scenario.h"
#include "gammafield/output_file.h"
#include "gammafield/picture_file.h"
#include "hedging/monte_carlo.h"
#include "laboratory/outcome_picture.h"
#include "laboratory/path_picture.h"
#include "laboratory/run_output.h"

namespace gammafield::app {
namespace {

struct RunOptions : LaboratoryOptions {
  hedging::MonteCarlo monte_carlo;
  std::uint64_t path = 0;
  std::string format = "table", output = "-";
  bool steps = false, no_color = false;
  std::string picture, outcome_picture, theme = "light";
};

chart::ChartStyle style_of(const RunOptions& options) {
  chart::ChartStyle style;
  style.theme = options.theme == "dark" ? chart::Theme::dark : chart::Theme::light;
  return style;
}

/// One line on standard error that is written over, on a terminal only.
void show_paths(std::uint64_t done, std::uint64_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r{} of {} paths{}", done, of, done == of ? "\n" : "");
}

Outcome deliver(const RunOptions& options, const std::string& text) {
  return options.output == "-" ? print(text) : write_file(options.output, text);
}

bool is_of_one_path(const RunOptions& options) { return options.steps || options.format == "csv"; }

/// Its picture, and its steps where they were asked for.
Outcome one_path(const RunOptions& options, const hedging::Scenario& scenario) {
  const auto path = hedging::simulate_path(scenario, options.monte_carlo.seed, options.path);
  if (!path) return path.error();
  if (!options.picture.empty()) {
    if (auto refused = write_picture(options.picture, laboratory::path_svg(scenario, *path, style_of(options))))
      return refused;
  }
  if (options.steps) return deliver(options, laboratory::steps_text(scenario, *path));
  return options.format == "csv" ? deliver(options, laboratory::path_csv(scenario, *path)) : std::nullopt;
}

Outcome many_paths(const RunOptions& options, const hedging::Scenario& scenario) {
  auto monte_carlo = options.monte_carlo;
  monte_carlo.progress = [of = monte_carlo.paths](std::uint64_t done) { show_paths(done, of); };
  const auto outcome = hedging::simulate(scenario, monte_carlo);
  if (!outcome) return outcome.error();
  if (!options.outcome_picture.empty()) {
    const auto svg = laboratory::outcome_svg(scenario, *outcome, style_of(options));
    if (auto refused = write_picture(options.outcome_picture, svg)) return refused;
  }
  if (is_of_one_path(options)) return std::nullopt;
  if (options.format == "json") return deliver(options, laboratory::run_json(scenario, *outcome, 2) + "\n");
  const exports::TextStyle style{.colour = options.output == "-" && wants_colour(options.no_color),
                                 .markdown = options.format == "md"};
  return deliver(options, laboratory::run_text(scenario, *outcome, style));
}

/// A picture's name that says no form. Nor is it standard output, which the run itself is printed to.
Outcome unusable_pictures(const RunOptions& options) {
  for (const auto& name : {options.picture, options.outcome_picture}) {
    if (name.empty() || name.ends_with(".svg") || name.ends_with(".png")) continue;
    return base::Refusal{base::RefusalKind::usage, fmt::format("{}: a picture's name must end in .svg or .png", name)};
  }
  return std::nullopt;
}

Outcome run(const RunOptions& options) {
  if (auto refused = unusable_pictures(options)) return refused;
  const auto scenario = scenario_of(options);
  if (!scenario) return scenario.error();
  const bool one = is_of_one_path(options);
  if (one || !options.picture.empty()) {
    if (auto refused = one_path(options, *scenario)) return refused;
  }
  return one && options.outcome_picture.empty() ? std::nullopt : many_paths(options, *scenario);
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
  command->add_option("--path", options->path, "Which path csv, --steps and --picture are of, from 0");
  command->add_option("--picture", options->picture,
                      "One path too: price, inventory, trades, volatility; OUT.svg or OUT.png");
  command->add_option("--outcome-picture", options->outcome_picture,
                      "All paths too: fan, trades by price, what hedging changed, gains; OUT.svg or OUT.png");
  command->add_option("--theme", options->theme, "light or dark, of the pictures")
      ->capture_default_str()
      ->check(CLI::IsMember({"light", "dark"}));
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->add_option("-o,--output", options->output, "File; - is standard output")->capture_default_str();
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
