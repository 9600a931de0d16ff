#include "brief/brief.h"

#include <chrono>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "chart/chart.h"
#include "engine/comparison.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"
#include "gammafield/output_file.h"
#include "gammafield/recorded_input.h"
#include "ingest/read_chain.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

struct BriefOptions {
  ChainOptions chain;
  std::string file, previous, from, duckdb, session, form = "text", output = "-", now;
  std::size_t limit = brief::telegram_bytes;
  bool evening = false, bands = false;
};

Refusal usage(std::string message) { return {RefusalKind::usage, std::move(message)}; }

Outcome contradiction(const BriefOptions& options) {
  if (options.file.empty() == options.from.empty())
    return usage("brief: give a chain file, or --from FOLDER, one of both");
  if (!options.from.empty() && !options.previous.empty())
    return usage("--previous: only with a file; --from knows the session before");
  if (options.from.empty() && options.evening)
    return usage("--evening: needs a day that was watched; only with --from");
  if (options.from.empty() && !options.session.empty()) return usage("--session: only with --from");
  return std::nullopt;
}

/// The clock, unless the user says another moment.
base::Result<market::Instant, Refusal> moment(const BriefOptions& options) {
  if (options.now.empty()) return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto given = market::parse_instant(options.now);
  if (!given)
    return base::failure(usage(fmt::format("--now {}: not an instant; write 2026-08-19T08:00-04:00", options.now)));
  return *given;
}

Outcome write(const brief::Brief& page, const BriefOptions& options) {
  const auto text = options.form == "html" ? brief::html(page)
                    : options.form == "md" ? brief::markdown(page)
                                           : brief::message(page, options.limit);
  return options.output == "-" ? print(text) : write_file(options.output, text);
}

/// Of an analysis, with the one before it where there is one.
Outcome write_morning(const engine::Analysis& analysis, const engine::Report& report, const engine::Analysis* before,
                      const BriefOptions& options, market::Instant now) {
  std::optional<engine::Comparison> comparison;
  if (before != nullptr) {
    auto compared = engine::compare(*before, analysis);
    if (!compared) return compared.error();
    comparison = std::move(*compared);
  }
  const auto profile = chart::picture_profile(analysis, brief::picture_style);
  return write(brief::morning({.report = report,
                               .previous = before != nullptr ? &before->report : nullptr,
                               .comparison = comparison ? &*comparison : nullptr,
                               .after = report.over_time ? std::nullopt : std::optional{brief::after_of(analysis)},
                               .profile = profile,
                               .now = now}),
               options);
}

base::Result<engine::Analysis, Refusal> last_of(const std::string& file, const ChainContext& context) {
  auto loaded = load(file, context);
  if (!loaded) return base::failure(std::move(loaded.error()));
  return analyse(std::make_shared<const ingest::LoadedChain>(std::move(loaded->back())), context);
}

Outcome of_file(const BriefOptions& options, const ChainContext& context, market::Instant now) {
  const auto analysis = last_of(options.file, context);
  if (!analysis) return analysis.error();
  if (options.previous.empty()) return write_morning(*analysis, analysis->report, nullptr, options, now);
  const auto before = last_of(options.previous, context);
  if (!before) return Refusal{before.error().kind, "--previous: " + before.error().message};
  return write_morning(*analysis, analysis->report, &*before, options, now);
}

/// What a replay leaves of its last two sessions: their last snapshots.
struct LastSnapshot {
  std::shared_ptr<const ingest::LoadedChain> loaded;
  engine::Report report;
};

Outcome of_record(const BriefOptions& options, ChainContext& context, market::Instant now) {
  auto input = recorded_input({options.from, options.chain.symbol, options.duckdb, {"", options.session}}, context);
  if (!input) return input.error();
  std::map<market::Date, LastSnapshot> sessions;
  const auto replayed = engine::replay(std::move(*input), context.settings, [&](const engine::ReplayStep& step) {
    sessions.insert_or_assign(step.report.session, LastSnapshot{step.snapshot.loaded, step.report});
    if (sessions.size() > 2) sessions.erase(sessions.begin());
  });
  if (!replayed) return replayed.error();
  const auto& last = sessions.rbegin()->second;
  if (options.evening)
    return write(brief::evening({.report = last.report, .day = replayed->days.back(), .now = now}), options);
  const auto analysis = analyse(last.loaded, context);
  if (!analysis) return analysis.error();
  if (sessions.size() < 2) return write_morning(*analysis, last.report, nullptr, options, now);
  const auto before = analyse(sessions.begin()->second.loaded, context);
  if (!before) return before.error();
  return write_morning(*analysis, last.report, &*before, options, now);
}

Outcome run(const BriefOptions& options) {
  if (auto wrong = contradiction(options)) return wrong;
  const auto now = moment(options);
  if (!now) return now.error();
  auto context = understand(options.chain);
  if (!context) return context.error();
  context->settings.bands_in_report |= options.bands;
  return options.from.empty() ? of_file(options, *context, *now) : of_record(options, *context, *now);
}

}  // namespace

void add_brief(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "brief",
      "The page before the open: levels, what changed and why, what expires, what to look at; with --evening what the "
      "levels did\nExample: gammafield brief today.csv --previous yesterday.csv --format html -o brief.html");
  auto options = std::make_shared<BriefOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input");
  command->add_option("--previous", options->previous, "A chain file of the session before: what changed, and why");
  command->add_option("--from", options->from,
                      "Instead of files: a folder that `gammafield record` or `archive` wrote");
  command->add_option("--session", options->session, "The session to tell of (default: the last one recorded)");
  command->add_flag("--evening", options->evening, "What the levels did in that session");
  command->add_flag("--bands", options->bands, "How sure the levels are, too");
  command->add_option("--format", options->form, "text, html or md")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "html", "md"}));
  command->add_option("--limit", options->limit, "Bytes of a text: 2000 for Discord, 4096 for Telegram")
      ->capture_default_str()
      ->check(CLI::Range(200, 1'000'000));
  command->add_option("-o,--output", options->output, "A file (default: standard output)");
  command->add_option("--now", options->now, "The moment by which age is told (default: the clock)");
  add_duckdb_option(*command, options->duckdb);
  add_chain_options(*command, options->chain);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
