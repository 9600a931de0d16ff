#include "engine/replay.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exports/replay_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/output_file.h"
#include "gammafield/snapshot_files.h"
#include "ingest/read_chain.h"
#include "store/recorder.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

struct ReplayOptions {
  ChainOptions chain;
  std::vector<std::string> files;
  std::string bars, memory, from, since, until;
  bool verify = false;
  std::size_t threads = 0;
};

base::Result<std::optional<market::Date>, Refusal> date_of(std::string_view option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto date = market::parse_date(text);
  if (date) return date;
  return base::failure(Refusal{RefusalKind::usage, fmt::format("{}: {} is no date; write 2026-08-18", option, text)});
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

/// A replay of sessions that were recorded, as they were watched.
base::Result<engine::ReplayInput, Refusal> recorded_input(const ReplayOptions& options, ChainContext& context) {
  const auto folder = store::Folder::open(options.from);
  if (!folder) return base::failure(to_refusal(folder.error()));
  const auto symbols = folder->symbols();
  if (options.chain.symbol.empty() && symbols.size() != 1)
    return base::failure(
        Refusal{RefusalKind::usage, fmt::format("--symbol: {} has {} symbols ({}); say which", options.from,
                                                symbols.size(), fmt::join(symbols, ", "))});
  const auto since = date_of("--since", options.since), until = date_of("--until", options.until);
  if (!since || !until) return base::failure(since ? until.error() : since.error());
  auto recorded = store::recorded(*folder, options.chain.symbol.empty() ? symbols.front() : options.chain.symbol,
                                  {*since, *until}, context.read.calendar);
  if (!recorded) return base::failure(to_refusal(recorded.error()));
  context.settings.session.watch.sampling = recorded->sampling;
  recorded->input.evidence = std::move(context.evidence);
  return std::move(recorded->input);
}

base::Result<engine::ReplayInput, Refusal> input_of(const ReplayOptions& options, ChainContext& context) {
  if (!options.from.empty()) return recorded_input(options, context);
  auto memory = memory_of(options.memory);
  if (!memory) return base::failure(std::move(memory.error()));
  auto snapshots = snapshots_of(options.files, context);
  if (!snapshots) return base::failure(std::move(snapshots.error()));
  auto bars = bars_of(options.bars, *snapshots->front().loaded->chain.calendar);
  if (!bars) return base::failure(std::move(bars.error()));
  return engine::ReplayInput{std::move(*snapshots), std::move(*bars), std::move(*memory), std::move(context.evidence)};
}

/// Compares what a snapshot came to with what was recorded of it.
class Verification {
 public:
  void add(const engine::ReplayStep& step, std::string_view report) {
    ++compared_;
    if (step.snapshot.report == report) return;
    if (differing_++ == 0) first_ = market::to_string(step.report.as_of);
  }
  [[nodiscard]] Outcome outcome() const {
    fmt::print(stderr, "{} of {} Reports are byte for byte as recorded\n", compared_ - differing_, compared_);
    if (differing_ == 0) return std::nullopt;
    return Refusal{RefusalKind::input_rejected,
                   fmt::format("--verify: the Report of {} is not as recorded; another version, or other settings than "
                               "it was recorded with?",
                               first_)};
  }

 private:
  std::size_t compared_ = 0, differing_ = 0;
  std::string first_;
};

Outcome print_replay(const engine::Replayed& replayed, const ChainContext& context) {
  if (context.format == exports::OutputFormat::ndjson) return std::nullopt;  // its Reports are out already
  return print(rendered({.json = [&](int indent) { return engine::to_json(replayed, indent); },
                         .csv = [&] { return exports::replay_csv(replayed); },
                         .text = [&](const auto& style) { return exports::replay_text(replayed, style); }},
                        context));
}

Outcome contradiction(const ReplayOptions& options) {
  const auto usage = [](std::string_view text) { return Refusal{RefusalKind::usage, std::string{text}}; };
  if (!options.chain.as_of.empty() && options.files.size() > 1)
    return usage("--as-of: would be the time of every file; replay takes each file's own");
  if (options.from.empty() == options.files.empty()) return usage("replay: give files, or --from FOLDER, one of both");
  if (!options.from.empty() && (!options.bars.empty() || !options.memory.empty()))
    return usage("--from: prices and memory are recorded with the snapshots; leave out --bars and --memory");
  if (options.from.empty() && (options.verify || !options.since.empty() || !options.until.empty()))
    return usage("--verify, --since, --until: only with --from");
  return std::nullopt;
}

Outcome run(const ReplayOptions& options) {
  if (auto wrong = contradiction(options)) return wrong;
  auto context = understand(options.chain);
  if (!context) return context.error();
  context->settings.pricing.threads = options.threads;
  auto input = input_of(options, *context);
  if (!input) return input.error();

  Outcome failed;
  Verification verification;
  const bool lines = context->format == exports::OutputFormat::ndjson;
  const auto on_step = [&](const engine::ReplayStep& step) {
    if (lines || options.verify) {
      const std::string report = engine::to_json(step.report, 0);
      if (options.verify) verification.add(step, report);
      if (lines && !failed) failed = print(report + "\n");
    }
    show_progress(step.done, step.of);
  };
  const auto replayed = engine::replay(std::move(*input), context->settings, on_step);
  if (!replayed) return replayed.error();
  if (lines)
    for (const auto& note : replayed->notes) fmt::print(stderr, "{}\n", note);
  if (!failed) failed = print_replay(*replayed, *context);
  if (!failed && !options.memory.empty())
    failed = write_file(options.memory, session::to_json(replayed->memory) + "\n");
  if (!failed && options.verify) failed = verification.outcome();
  return failed;
}

}  // namespace

void add_replay(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "replay",
      "Days of snapshots and prices through the session's memory: walls with hysteresis, watched, and why they move\n"
      "Example: gammafield replay spx_2026-08-*.csv.gz --bars spx_1m.csv");
  auto options = std::make_shared<ReplayOptions>();
  command->add_option("FILE", options->files, "Chain files of one symbol in any order; a file may hold many snapshots");
  command->add_option("--bars", options->bars, "CSV of price bars; without it the snapshots' own prices are watched");
  command->add_option("--memory", options->memory, "Go on from this memory, and write the new one there");
  command->add_option("--from", options->from, "Instead of files: a folder that `gammafield record` wrote");
  command->add_option("--since", options->since, "Of recorded sessions the first, as 2026-08-18");
  command->add_option("--until", options->until, "Of recorded sessions the last");
  command->add_flag("--verify", options->verify, "Compare each Report with the recorded one, byte for byte");
  command->add_option("--threads", options->threads, "Analyses side by side (default 2); changes no byte")
      ->check(CLI::Range(1, 64));
  add_chain_options(*command, options->chain);
  add_output_options(*command, options->chain);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
