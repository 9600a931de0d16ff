#include <memory>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/levels_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

using exports::OutputFormat;

std::string rendered(const engine::Report& report, const ChainContext& context, bool many) {
  switch (context.format) {
    case OutputFormat::json: return engine::to_json(report, many ? 0 : 2) + "\n";
    case OutputFormat::ndjson: return engine::to_json(report) + "\n";
    case OutputFormat::csv: return exports::levels_csv(report);
    case OutputFormat::table:
    case OutputFormat::md: return exports::levels_text(report, context.style) + (many ? "\n" : "");
  }
  return "";
}

Outcome print_file(const std::string& file, const ChainContext& context, bool several_files) {
  const auto loaded = load(file, context);
  if (!loaded) return loaded.error();
  for (const auto& snapshot : *loaded) {
    const auto analysis = analyse(snapshot, context);
    if (!analysis) return base::Refusal{analysis.error().kind, file + ": " + analysis.error().message};
    if (auto failed = print(rendered(analysis->report, context, several_files || loaded->size() > 1))) return failed;
  }
  return std::nullopt;
}

/// Every file is tried; a bad one is told at once, and the first reason decides the exit code.
Outcome run(const std::vector<std::string>& files, const ChainOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  if (context->format == OutputFormat::csv) {
    if (auto failed = print(exports::levels_csv_header())) return failed;
  }
  Outcome first;
  for (const auto& file : files) {
    auto outcome = print_file(file, *context, files.size() > 1);
    if (!outcome) continue;
    if (first) fmt::print(stderr, "gammafield: {}\n", outcome->message);
    if (!first) first = std::move(outcome);
  }
  return first;
}

}  // namespace

void add_levels(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "levels", "The main job: chain files in, levels out\nExample: gammafield levels spx_quotedata.csv");
  auto files = std::make_shared<std::vector<std::string>>();
  auto options = std::make_shared<ChainOptions>();
  command->add_option("FILE", *files, "Chain files; - is standard input; .gz and .zst are undone")->required();
  add_chain_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*files, *options); }; });
}

}  // namespace gammafield::app
