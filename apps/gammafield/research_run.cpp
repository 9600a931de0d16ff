#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/duckdb.h"
#include "gammafield/research_parts.h"
#include "gammafield/study_input.h"
#include "gammafield/study_output.h"
#include "studies/result_html.h"
#include "studies/result_json.h"
#include "studies/result_text.h"
#include "studies/run.h"
#include "studies/up_to_date.h"

namespace gammafield::app {
namespace {

constexpr const char* program = "/proc/self/exe";

struct RunOptions {
  std::vector<std::string> studies;
  std::string data = ".", out, format = "table", duckdb;
  std::size_t threads = 0;
  bool no_color = false, resume = false;
};

std::string told(const RunOptions& options, const studies::StudyResult& result) {
  if (options.format == "json") return studies::result_json(result, 2) + "\n";
  if (options.format == "html") return studies::result_html(result);
  return studies::result_text(result, {.colour = wants_colour(options.no_color), .markdown = options.format == "md"});
}

Outcome run_one(const RunOptions& options, const std::string& study) {
  const auto plan = plan_of(study);
  if (!plan) return plan.error();
  if (options.resume && studies::is_up_to_date(*plan, options.data, kept_at(options.out, plan->name), {program})) {
    fmt::print(stderr, "{}: {} is up to date\n", plan->name, kept_at(options.out, plan->name));
    return std::nullopt;
  }
  const auto result =
      studies::run_study(*plan, gathering_of(plan->name, options.data, options.threads, options.duckdb));
  if (!result) return result.error();
  if (!options.out.empty()) {
    if (auto refused = keep(options.out, *result)) return refused;
  }
  return print(told(options, *result));
}

Outcome run(const RunOptions& options) {
  for (const auto& study : options.studies) {
    if (auto refused = run_one(options, study)) return refused;
  }
  return std::nullopt;
}

}  // namespace

void add_research_run(CLI::App& research, Run& chosen) {
  auto* command = research.add_subcommand("run",
                                          "Runs studies over chains, recordings and prices\nExample: gammafield "
                                          "research run wall_hit_rate --data DIR -o OUT");
  auto options = std::make_shared<RunOptions>();
  command->add_option("STUDY", options->studies, "Names of `research studies`, or files")->required();
  add_duckdb_option(*command, options->duckdb);
  command->add_option("--data", options->data, "The folder that the study's files are in")->capture_default_str();
  command->add_option("-o,--output", options->out, "A folder for NAME.html and NAME.json");
  command->add_option("--format", options->format, "What is printed: table, md, json or html")
      ->capture_default_str()
      ->check(CLI::IsMember({"table", "md", "json", "html"}));
  command->add_option("--threads", options->threads, "0: as many as the machine has; the answer is the same")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1024}));
  command
      ->add_flag("--resume", options->resume,
                 "Only studies whose result in --output is missing or older than its data, choices and this program")
      ->needs("--output");
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
