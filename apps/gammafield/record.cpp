#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"
#include "gammafield/live.h"
#include "gammafield/live_feeds.h"
#include "gammafield/price_sources.h"
#include "gammafield/retention.h"
#include "gammafield/rolling.h"
#include "gammafield/snapshot_files.h"
#include "store/recorder.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using Snapshots = std::vector<engine::QueuedSnapshot>;

struct RecordOptions {
  ChainOptions chain;
  std::vector<std::string> files;
  std::string to, bars;
  LiveOptions live;
  std::size_t threads = 0;
};

market::Instant now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::map<std::string, Snapshots> by_symbol(Snapshots snapshots) {
  std::map<std::string, Snapshots> groups;
  for (auto& each : snapshots) groups[each.label.symbol].push_back(std::move(each));
  return groups;
}

struct Counts {
  std::size_t recorded = 0, known = 0;
};

/// Analyses the symbol's snapshots in order, after what is recorded of it already, and keeps each one.
base::Result<Counts, Refusal> record_symbol(const std::string& symbol, Snapshots snapshots,
                                            const std::optional<ingest::PriceBars>& bars, const store::Folder& folder,
                                            const ChainContext& context) {
  auto memory = store::memory_after(folder, symbol, context.settings, context.evidence, context.read.calendar);
  if (!memory) return base::failure(std::move(memory.error()));
  Counts counts;
  counts.known = snapshots.size();
  store::Recorder recorder{folder, now};
  Outcome failed;
  const auto on_step = [&](const engine::ReplayStep& step) {
    if (failed) return;
    const auto done = recorder.record(step);
    if (!done)
      failed = to_refusal(done.error());
    else if (*done)
      ++counts.recorded;
    show_progress(step.done, step.of);
  };
  const bool new_ones = !*memory || std::ranges::any_of(snapshots, [&](const auto& each) {
    return each.label.as_of > (*memory)->latest.as_of;
  });
  if (new_ones) {
    const auto replayed =
        engine::replay({std::move(snapshots), bars, std::move(*memory), context.evidence}, context.settings, on_step);
    if (!replayed) return base::failure(replayed.error());
    for (const auto& note : replayed->notes) fmt::print(stderr, "{}\n", note);
  }
  const auto closed = recorder.close();
  if (failed) return base::failure(std::move(*failed));
  if (!closed) return base::failure(to_refusal(closed.error()));
  counts.known -= counts.recorded;
  return counts;
}

Outcome run(RecordOptions options) {
  if (options.files.empty() == options.live.from.empty())
    return Refusal{base::RefusalKind::usage, "record: give files, or --from a feed, one of both"};
  if (!(options.live.from.empty() ? options.live.spot_from : options.bars).empty())
    return Refusal{base::RefusalKind::usage, "prices of files: --bars FILE; of a feed: --spot-from, as bars:FILE"};
  if (auto wrong = wrong_prices(options.live)) return wrong;
  if (options.live.from.empty() && !options.live.alerts.empty())
    return Refusal{base::RefusalKind::usage, "--alerts: of a live feed; for files there is `gammafield alerts test`"};
  if (options.live.every && options.live.vendor.address.empty())
    return Refusal{base::RefusalKind::usage,
                   "--every: only of a server of your own, with --address; vendors have their pace"};
  auto context = understand(options.chain);
  if (!context) return context.error();
  context->settings.pricing.threads = options.threads;
  if (!options.live.from.empty()) {
    const auto folder = store::Folder::make(options.to);
    if (options.live.outbox.empty()) options.live.outbox = options.to + "/alerts.outbox";
    return folder ? record_live(options.live, *folder, *context) : to_refusal(folder.error());
  }
  auto snapshots = snapshots_of(options.files, *context);
  if (!snapshots) return snapshots.error();
  const auto bars = bars_of(options.bars, *snapshots->front().label.calendar);
  if (!bars) return bars.error();
  const auto folder = store::Folder::make(options.to);
  if (!folder) return to_refusal(folder.error());
  std::vector<std::string> recorded;
  for (auto& [symbol, group] : by_symbol(std::move(*snapshots))) {
    const auto counts = record_symbol(symbol, std::move(group), *bars, *folder, *context);
    if (!counts) return counts.error();
    if (auto failed =
            print(fmt::format("{}: {} snapshots recorded, {} left out\n", symbol, counts->recorded, counts->known)))
      return failed;
    recorded.push_back(symbol);
  }
  if (!options.live.archive.empty())
    roller_of(*folder, options.live.archive, options.live.duckdb, context->read.calendar)->run(now());
  const auto retention = retention_of(options.live.keep_days, options.live.archive);
  for (const std::string& symbol : recorded)
    if (auto failed = forget_sessions(*folder, symbol, retention)) return failed;
  return std::nullopt;
}

}  // namespace

void add_record(CLI::App& parent, Run& chosen) {
  auto* command =
      parent.add_subcommand("record",
                            "Keep snapshots and what they come to in a folder, a file for each symbol and session\n"
                            "Example: gammafield record spx_2026-08-*.csv.gz --to history");
  auto options = std::make_shared<RecordOptions>();
  command->add_option("FILE", options->files, "Chain files in any order; a file may hold many snapshots");
  command->add_option(
      "--from", options->live.from,
      "Instead of files, until interrupted: cboe (delayed quotes), deribit, tradier, massive, thetadata (heed\n"
      "their terms), or folder:PATH");
  add_feed_options(*command, options->live);
  command->add_option("--stop-after", options->live.stop_after, "End by itself after so many snapshots");
  command->add_option("--to", options->to, "The folder; what it has already is gone on from")->required();
  command->add_option("--bars", options->bars, "CSV of price bars; without it the snapshots' own prices are watched");
  command
      ->add_option("--keep-days", options->live.keep_days,
                   "Remove sessions that are older than so many days; with --archive those alone that are in it")
      ->check(CLI::Range(1, 100'000));
  add_alert_options(*command, options->live);
  command->add_option("--archive", options->live.archive,
                      "Also: each session once it is over into this archive, as `gammafield archive` does");
  add_duckdb_option(*command, options->live.duckdb);
  command->add_option("--threads", options->threads, "Analyses side by side (default 2); changes no byte")
      ->check(CLI::Range(1, 64));
  add_chain_options(*command, options->chain);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
