#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/comparison.h"
#include "exports/comparison_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct CompareOptions : ChainOptions {
  std::vector<std::string> files;
};

using Snapshot = std::shared_ptr<const ingest::LoadedChain>;

/// The two to compare: each file's last, or of a single file the first and the last.
base::Result<std::pair<Snapshot, Snapshot>, base::Refusal> two_snapshots(const std::vector<std::string>& files,
                                                                         const ChainContext& context) {
  auto first = load(files.front(), context);
  if (!first) return base::failure(std::move(first.error()));
  if (files.size() == 1) {
    if (first->size() < 2)
      return base::failure(base::Refusal{
          base::RefusalKind::usage, files.front() + ": holds one snapshot; give a second file to compare it with"});
    return std::pair{std::make_shared<const ingest::LoadedChain>(std::move(first->front())),
                     std::make_shared<const ingest::LoadedChain>(std::move(first->back()))};
  }
  auto second = load(files.back(), context);
  if (!second) return base::failure(std::move(second.error()));
  return std::pair{std::make_shared<const ingest::LoadedChain>(std::move(first->back())),
                   std::make_shared<const ingest::LoadedChain>(std::move(second->back()))};
}

Outcome run(const CompareOptions& options) {
  if (!options.as_of.empty())
    return base::Refusal{base::RefusalKind::usage,
                         "--as-of: would be the time of both snapshots; compare takes each file's own"};
  const auto context = understand(options);
  if (!context) return context.error();
  const auto snapshots = two_snapshots(options.files, *context);
  if (!snapshots) return snapshots.error();
  const auto earlier = analyse(snapshots->first, *context);
  if (!earlier) return base::Refusal{earlier.error().kind, "the first snapshot: " + earlier.error().message};
  const auto later = analyse(snapshots->second, *context);
  if (!later) return base::Refusal{later.error().kind, "the second snapshot: " + later.error().message};
  const auto comparison = engine::compare(*earlier, *later);
  if (!comparison) return comparison.error();
  const engine::Report &a = earlier->report, &b = later->report;
  const Forms forms{
      .json = [&](int indent) { return exports::comparison_json(a, b, *comparison, indent); },
      .csv = [&] { return exports::comparison_csv_header() + exports::comparison_csv(a, b, *comparison); },
      .text = [&](const auto& style) { return exports::comparison_text(a, b, *comparison, style); },
  };
  return print(rendered(forms, *context));
}

}  // namespace

void add_compare(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "compare",
      "Two snapshots: what moved, and how much of it by expiry, time, price, volatility and open interest\n"
      "Example: gammafield compare yesterday.csv today.csv");
  auto options = std::make_shared<CompareOptions>();
  command
      ->add_option("FILE", options->files,
                   "The earlier chain file and the later; or one that holds several snapshots: its first and last")
      ->required()
      ->expected(1, 2);
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
