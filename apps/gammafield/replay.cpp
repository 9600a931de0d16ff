#include "engine/replay.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "engine/replay_pace.h"
#include "engine/report_json.h"
#include "exports/replay_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"
#include "gammafield/output_file.h"
#include "gammafield/platform_output.h"
#include "gammafield/recorded_input.h"
#include "gammafield/report_line.h"
#include "gammafield/sessions_option.h"
#include "gammafield/snapshot_files.h"
#include "ingest/read_chain.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

struct ReplayOptions {
  ChainOptions chain;
  PlatformOptions platform;
  std::vector<std::string> files;
  std::string bars, memory, from, duckdb;
  SessionsOption sessions;
  bool verify = false;
  std::size_t threads = 0;
  double speed = 0;  ///< times the clock's; 0: as fast as it goes
};

/// A memory that is not there yet is the first day's.
base::Result<std::optional<session::Memory>, Refusal> memory_of(const std::string& path) {
  if (path.empty() || !std::filesystem::exists(path)) return std::nullopt;
  const auto bytes = ingest::read_bytes(path);
  if (!bytes) return base::failure(bytes.error());
  auto memory = session::read_memory(*bytes, path, "");
  if (!memory) return base::failure(std::move(memory.error()));
  return std::move(*memory);
}

base::Result<engine::ReplayInput, Refusal> input_of(const ReplayOptions& options, ChainContext& context) {
  if (!options.from.empty())
    return recorded_input({options.from, options.chain.symbol, options.duckdb, options.sessions}, context);
  auto memory = memory_of(options.memory);
  if (!memory) return base::failure(std::move(memory.error()));
  auto snapshots = snapshots_of(options.files, context);
  if (!snapshots) return base::failure(std::move(snapshots.error()));
  auto bars = bars_of(options.bars, *snapshots->front().label.calendar);
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

/// The last Report of each session, for charting platforms: those of a history, or only the last one.
class LastReports {
 public:
  explicit LastReports(platforms::Format format) : format_(format) {}
  void add(const engine::Report& report) {
    sessions_.insert_or_assign(report.session, report);
    const std::size_t kept = format_ == platforms::Format::pine ? platforms::history_sessions_max : 1;
    if (sessions_.size() > kept) sessions_.erase(sessions_.begin());
  }
  [[nodiscard]] Outcome print(const PlatformOptions& options) const {
    std::vector<engine::Report> reports;
    for (const auto& [session, report] : sessions_) reports.push_back(report);
    if (reports.empty()) return std::nullopt;
    if (format_ == platforms::Format::pine) return print_history(reports, options);
    return print_platform(reports.back(), nullptr, format_, options);
  }

 private:
  platforms::Format format_;
  std::map<market::Date, engine::Report> sessions_;
};

/// What happens as each snapshot has been through the session.
class Steps {
 public:
  Steps(const ReplayOptions& options, const ChainContext& context, std::optional<platforms::Format> platform)
      : verify_(options.verify), ndjson_(context.format == exports::OutputFormat::ndjson) {
    if (platform) last_.emplace(*platform);
    if (options.speed > 0) pace_.emplace(options.speed);
  }
  [[nodiscard]] bool ndjson() const { return ndjson_; }
  void take(const engine::ReplayStep& step) {
    if (pace_) std::this_thread::sleep_until(start_ + pace_->due(step.report.session, step.report.as_of));
    if (last_) last_->add(step.report);
    if (ndjson_ || verify_) {
      const std::string report = engine::to_json(step.report, 0);
      if (verify_) verification_.add(step, report);
      if (ndjson_) say(report + "\n");
    }
    if (pace_ && !ndjson_)
      fmt::print(stderr, "{}", report_line(step.report));
    else
      show_progress(step.done, step.of);
  }
  [[nodiscard]] const std::optional<LastReports>& last_reports() const { return last_; }
  /// Of printing.
  [[nodiscard]] const Outcome& failed() const { return failed_; }
  [[nodiscard]] Outcome verified() const { return verify_ ? verification_.outcome() : std::nullopt; }

 private:
  void say(const std::string& text) {
    if (!failed_) failed_ = print(text);
  }

  bool verify_, ndjson_;
  std::optional<LastReports> last_;
  Verification verification_;
  std::optional<engine::ReplayPace> pace_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Outcome failed_;
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
  if (options.from.empty() && (options.verify || !options.sessions.since.empty() || !options.sessions.until.empty()))
    return usage("--verify, --since, --until: only with --from");
  return std::nullopt;
}

Outcome run(ReplayOptions options) {
  if (auto wrong = contradiction(options)) return wrong;
  const auto platform = take_platform_format(options.chain, options.platform);
  if (!platform) return platform.error();
  auto context = understand(options.chain);
  if (!context) return context.error();
  context->settings.pricing.threads = options.threads;
  auto input = input_of(options, *context);
  if (!input) return input.error();

  Steps steps{options, *context, *platform};
  const auto replayed =
      engine::replay(std::move(*input), context->settings, [&](const engine::ReplayStep& step) { steps.take(step); });
  if (!replayed) return replayed.error();
  if (steps.ndjson())
    for (const auto& note : replayed->notes) fmt::print(stderr, "{}\n", note);
  Outcome failed = steps.failed();
  if (!failed)
    failed = steps.last_reports() ? steps.last_reports()->print(options.platform) : print_replay(*replayed, *context);
  if (!failed && !options.memory.empty())
    failed = write_file(options.memory, session::to_json(replayed->memory) + "\n");
  return failed ? failed : steps.verified();
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
  command->add_option("--from", options->from,
                      "Instead of files: a folder that `gammafield record` or `archive` wrote");
  add_sessions_option(*command, options->sessions);
  add_duckdb_option(*command, options->duckdb);
  command->add_flag("--verify", options->verify, "Compare each Report with the recorded one, byte for byte");
  command->add_option("--threads", options->threads, "Analyses side by side (default 2); changes no byte")
      ->check(CLI::Range(1, 64));
  command
      ->add_option("--speed", options->speed,
                   "By the snapshots' own times: 1 as the clock goes, 60 a minute a second (default: as fast as it\n"
                   "goes); the nights between sessions are left out")
      ->check(CLI::Range(0.01, 1'000'000.0));
  add_chain_options(*command, options->chain);
  add_output_options(*command, options->chain);
  add_platform_options(*command, options->platform);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
