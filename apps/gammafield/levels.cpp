#include <memory>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/levels_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct LevelsOptions : ChainOptions {
  std::vector<std::string> files;
  bool bands = false;
};

/// Of many, each is a line of JSON, or a table with a blank line after it.
Forms forms_of(const engine::Report& report, bool many) {
  return {
      .json = [&report, many](int indent) { return engine::to_json(report, many ? 0 : indent); },
      .csv = [&report] { return exports::levels_csv(report); },
      .text = [&report, many](const auto& style) { return exports::levels_text(report, style) + (many ? "\n" : ""); },
  };
}

/// What went wrong so far: the first refusal decides the exit code, the ones after it are told at once.
class Troubles {
 public:
  void add(base::Refusal refusal) {
    if (first_) fmt::print(stderr, "gammafield: {}\n", refusal.message);
    if (!first_) first_ = std::move(refusal);
  }
  [[nodiscard]] const Outcome& first() const { return first_; }

 private:
  Outcome first_;
};

std::string where(const std::string& file, const ingest::LoadedChain& snapshot, bool many) {
  return many ? fmt::format("{} ({})", file, market::to_string(snapshot.chain.session)) : file;
}

/// A snapshot that cannot be analysed does not keep the others of its file from being told.
void print_file(const std::string& file, const ChainContext& context, const LevelsOptions& options,
                Troubles& troubles) {
  auto loaded = load(file, context);
  if (!loaded) return troubles.add(loaded.error());
  const bool many = loaded->size() > 1;
  for (auto& each : *loaded) {
    const auto snapshot = std::make_shared<const ingest::LoadedChain>(std::move(each));
    const auto analysis = analyse(snapshot, context);
    if (!analysis) {
      troubles.add({analysis.error().kind, where(file, *snapshot, many) + ": " + analysis.error().message});
    } else if (auto failed = print(rendered(forms_of(analysis->report, options.files.size() > 1 || many), context))) {
      return troubles.add(std::move(*failed));
    }
  }
}

Outcome run(const LevelsOptions& options) {
  auto context = understand(options);
  if (!context) return context.error();
  context->settings.bands_in_report |= options.bands;
  if (context->format == exports::OutputFormat::csv) {
    if (auto failed = print(exports::levels_csv_header())) return failed;
  }
  Troubles troubles;
  for (const auto& file : options.files) print_file(file, *context, options, troubles);
  return troubles.first();
}

}  // namespace

void add_levels(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "levels", "The main job: chain files in, levels out\nExample: gammafield levels spx_quotedata.csv");
  auto options = std::make_shared<LevelsOptions>();
  command->add_option("FILE", options->files, "Chain files; - is standard input; .gz and .zst are undone")->required();
  command->add_flag("--bands", options->bands, "Fill in the Report's `bands` too, at about the cost of all the rest");
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
