#include "engine/replay.h"

#include <unistd.h>

#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/replay_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/output_file.h"
#include "ingest/read_chain.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

struct ReplayOptions {
  ChainOptions chain;
  std::vector<std::string> files;
  std::string bars, memory;
  std::size_t threads = 0;
};

base::Result<std::optional<ingest::PriceBars>, Refusal> bars_of(const ReplayOptions& options,
                                                                const market::Calendar& calendar) {
  if (options.bars.empty()) return std::nullopt;
  const auto bytes = ingest::read_bytes(options.bars);
  if (!bytes) return base::failure(bytes.error());
  auto bars = ingest::read_price_bars(*bytes, options.bars, calendar);
  if (!bars) return base::failure(std::move(bars.error()));
  return std::move(*bars);
}

/// A memory that is not there yet is the first day's.
base::Result<std::optional<session::Memory>, Refusal> memory_of(const std::string& path) {
  if (path.empty() || !std::filesystem::exists(path)) return std::nullopt;
  const auto bytes = ingest::read_bytes(path);
  if (!bytes) return base::failure(bytes.error());
  auto memory = session::read_memory(*bytes, path, "");
  if (!memory) return base::failure(std::move(memory.error()));
  return std::move(*memory);
}

base::Result<std::vector<engine::ReplaySnapshot>, Refusal> snapshots_of(const ReplayOptions& options,
                                                                        const ChainContext& context) {
  std::vector<engine::ReplaySnapshot> snapshots;
  for (const auto& file : options.files) {
    auto loaded = load(file, context);
    if (!loaded) return base::failure(std::move(loaded.error()));
    for (auto& each : *loaded)
      snapshots.push_back({file, std::make_shared<const ingest::LoadedChain>(std::move(each))});
  }
  return snapshots;
}

/// One line that is written over, on a terminal only.
void show_progress(std::size_t done, std::size_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r{} of {} snapshots{}", done, of, done == of ? "\n" : "");
}

Outcome print_replay(const engine::Replayed& replayed, const ChainContext& context) {
  if (context.format == exports::OutputFormat::ndjson) return std::nullopt;  // its Reports are out already
  return print(rendered({.json = [&](int indent) { return engine::to_json(replayed, indent); },
                         .csv = [&] { return exports::replay_csv(replayed); },
                         .text = [&](const auto& style) { return exports::replay_text(replayed, style); }},
                        context));
}

Outcome run(const ReplayOptions& options) {
  if (!options.chain.as_of.empty() && options.files.size() > 1)
    return Refusal{RefusalKind::usage, "--as-of: would be the time of every file; replay takes each file's own"};
  auto context = understand(options.chain);
  if (!context) return context.error();
  context->settings.pricing.threads = options.threads;
  auto bars = bars_of(options, *context->calendar);
  if (!bars) return bars.error();
  auto memory = memory_of(options.memory);
  if (!memory) return memory.error();
  auto snapshots = snapshots_of(options, *context);
  if (!snapshots) return snapshots.error();

  Outcome failed;
  const auto on_step = [&](const engine::ReplayStep& step) {
    if (context->format == exports::OutputFormat::ndjson && !failed)
      failed = print(engine::to_json(step.report, 0) + "\n");
    show_progress(step.done, step.of);
  };
  const auto replayed =
      engine::replay({std::move(*snapshots), std::move(*bars), std::move(*memory), std::move(context->evidence)},
                     context->settings, *context->calendar, on_step);
  if (!replayed) return replayed.error();
  if (context->format == exports::OutputFormat::ndjson)
    for (const auto& note : replayed->notes) fmt::print(stderr, "{}\n", note);
  if (!failed) failed = print_replay(*replayed, *context);
  if (!failed && !options.memory.empty())
    failed = write_file(options.memory, session::to_json(replayed->memory) + "\n");
  return failed;
}

}  // namespace

void add_replay(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "replay",
      "Days of snapshots and prices through the session's memory: walls with hysteresis, watched, and why they move\n"
      "Example: gammafield replay spx_2026-08-*.csv.gz --bars spx_1m.csv");
  auto options = std::make_shared<ReplayOptions>();
  command->add_option("FILE", options->files, "Chain files of one symbol in any order; a file may hold many snapshots")
      ->required();
  command->add_option("--bars", options->bars, "CSV of price bars; without it the snapshots' own prices are watched");
  command->add_option("--memory", options->memory, "Go on from this memory, and write the new one there");
  command->add_option("--threads", options->threads, "Analyses side by side (default 2); changes no byte")
      ->check(CLI::Range(1, 64));
  add_chain_options(*command, options->chain);
  add_output_options(*command, options->chain);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
