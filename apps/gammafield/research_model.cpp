#include <algorithm>
#include <memory>
#include <thread>

#include "gammafield/chain_options.h"
#include "gammafield/output_file.h"
#include "gammafield/research_parts.h"
#include "ingest/read_chain.h"
#include "studies/break_model.h"
#include "studies/files.h"
#include "studies/judged_ladder_output.h"

namespace gammafield::app {
namespace {

struct ModelOptions {
  std::string predictions, model, save, out = "-", format = "table";
  learning::LadderRule rule;
  bool no_color = false;
};

std::string told(const ModelOptions& options, const studies::JudgedLadder& judged) {
  if (options.format == "json") return studies::ladder_json(judged, 2) + "\n";
  const bool colour = options.out == "-" && wants_colour(options.no_color);
  return studies::ladder_text(judged, {.colour = colour, .markdown = options.format == "md"});
}

/// The model with its verdict, whatever that is.
Outcome save(const ModelOptions& options, const studies::JudgedLadder& judged) {
  const auto bytes = ingest::read_bytes(options.model);
  if (!bytes) return bytes.error();
  const auto json = studies::break_model_json(*bytes, studies::last_part(options.model), judged);
  if (!json) return json.error();
  return write_file(options.save, *json);
}

Outcome run(const ModelOptions& options) {
  const auto bytes = ingest::read_bytes(options.predictions);
  if (!bytes) return bytes.error();
  const auto name = studies::last_part(options.predictions);
  const auto predictions = studies::read_predictions(*bytes, name);
  if (!predictions) return predictions.error();
  auto rule = options.rule;
  if (rule.bootstrap.threads == 0) rule.bootstrap.threads = std::max(1U, std::thread::hardware_concurrency());
  const auto judged = studies::judged(*predictions, name, rule);
  if (!options.save.empty()) {
    if (auto refused = save(options, judged)) return refused;
  }
  return write_file(options.out, told(options, judged));
}

}  // namespace

void add_research_model(CLI::App& research, Run& chosen) {
  auto* command = research.add_subcommand(
      "model",
      "Judges what tools/train_break_model.py forecast: does any model beat a driftless walk?\nExample: gammafield "
      "research model predictions.csv --model model.json --save judged.json");
  auto options = std::make_shared<ModelOptions>();
  options->rule.bootstrap.threads = 0;
  command->add_option("PREDICTIONS", options->predictions, "The CSV of forecasts out of sample")->required();
  auto* model = command->add_option("--model", options->model, "The model that made them, as the tool wrote it");
  command->add_option("--save", options->save, "Writes that model with its verdict, for `research score`")
      ->needs(model);
  model->needs("--save");
  command->add_option("-o,--output", options->out, "A file; - is standard output")->capture_default_str();
  command->add_option("--format", options->format, "table, md or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"table", "md", "json"}));
  command->add_option("--seed", options->rule.bootstrap.seed, "Of the resampled days")->capture_default_str();
  command->add_option("--threads", options->rule.bootstrap.threads, "0: as many as the machine has; same answer")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1024}));
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
