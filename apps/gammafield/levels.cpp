#include <memory>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/levels_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/platform_output.h"

namespace gammafield::app {
namespace {

struct LevelsOptions : ChainOptions {
  std::vector<std::string> files;
  bool bands = false;
  PlatformOptions platform;
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

/// What is printed of each snapshot: its own text, or, of a script with a history, all of them at the end.
class Output {
 public:
  Output(const LevelsOptions& options, const ChainContext& context, std::optional<platforms::Format> platform)
      : options_(options), context_(context), platform_(platform) {}

  Outcome add(const std::shared_ptr<const ingest::LoadedChain>& snapshot, engine::Report report, bool many) {
    if (!platform_) return print(rendered(forms_of(report, many), context_));
    if (*platform_ == platforms::Format::pine && many) {
      history_.push_back(std::move(report));
      return std::nullopt;
    }
    const auto zero_dte = zero_dte_report(snapshot, context_);
    return print_platform(report, zero_dte ? &*zero_dte : nullptr, *platform_, options_.platform);
  }
  Outcome end() { return history_.empty() ? std::nullopt : print_history(history_, options_.platform); }

 private:
  const LevelsOptions& options_;
  const ChainContext& context_;
  std::optional<platforms::Format> platform_;
  std::vector<engine::Report> history_;
};

/// A snapshot that cannot be analysed does not keep the others of its file from being told.
void print_file(const std::string& file, const ChainContext& context, const LevelsOptions& options, Output& output,
                Troubles& troubles) {
  auto loaded = load(file, context);
  if (!loaded) return troubles.add(loaded.error());
  const bool many = loaded->size() > 1;
  for (auto& each : *loaded) {
    const auto snapshot = std::make_shared<const ingest::LoadedChain>(std::move(each));
    auto analysis = analyse(snapshot, context);
    if (!analysis) {
      troubles.add({analysis.error().kind, where(file, *snapshot, many) + ": " + analysis.error().message});
    } else if (auto failed = output.add(snapshot, std::move(analysis->report), options.files.size() > 1 || many)) {
      return troubles.add(std::move(*failed));
    }
  }
}

Outcome run(LevelsOptions options) {
  const auto platform = take_platform_format(options, options.platform);
  if (!platform) return platform.error();
  auto context = understand(options);
  if (!context) return context.error();
  context->settings.bands_in_report |= options.bands;
  if (context->format == exports::OutputFormat::csv) {
    if (auto failed = print(exports::levels_csv_header())) return failed;
  }
  Troubles troubles;
  Output output{options, *context, *platform};
  for (const auto& file : options.files) print_file(file, *context, options, output, troubles);
  if (auto failed = output.end()) troubles.add(std::move(*failed));
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
  add_platform_options(*command, options->platform);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
