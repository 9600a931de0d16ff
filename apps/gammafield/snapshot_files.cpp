#include "gammafield/snapshot_files.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "base/side_by_side.h"
#include "ingest/read_chain.h"

namespace gammafield::app {

using base::Refusal;

namespace {

using Loaded = std::shared_ptr<const ingest::LoadedChain>;
using Queue = std::vector<engine::QueuedSnapshot>;

/// The snapshot of a file that was read before.
base::Result<Loaded, Refusal> read_again(const engine::SnapshotLabel& label, const ChainContext& context) {
  auto loaded = load(label.source, context);
  if (!loaded) return base::failure(std::move(loaded.error()));
  if (loaded->size() == 1 && loaded->front().chain.as_of == label.as_of)
    return std::make_shared<const ingest::LoadedChain>(std::move(loaded->front()));
  return base::failure(Refusal{base::RefusalKind::input_rejected,
                               label.source + ": has changed while it was being used; run the command again"});
}

base::Result<Queue, Refusal> snapshots_of(const std::string& file, const ChainContext& context) {
  auto loaded = load(file, context);
  if (!loaded) return base::failure(std::move(loaded.error()));
  Queue queue;
  if (loaded->size() == 1 && file != "-") {
    auto label = engine::label_of(file, loaded->front());
    queue.push_back({label, [label, &context] { return read_again(label, context); }});
    return queue;
  }
  for (auto& each : *loaded) queue.push_back({file, std::make_shared<const ingest::LoadedChain>(std::move(each))});
  return queue;
}

}  // namespace

base::Result<Queue, Refusal> snapshots_of(const std::vector<std::string>& files, const ChainContext& context) {
  std::vector<base::Result<Queue, Refusal>> of_files(files.size());
  const std::size_t threads = context.settings.pricing.threads;
  base::side_by_side(files.size(), threads == 0 ? 2 : threads,
                     [&](std::size_t i) { of_files[i] = snapshots_of(files[i], context); });
  Queue all;
  for (auto& each : of_files) {
    if (!each) return base::failure(std::move(each.error()));
    std::ranges::move(*each, std::back_inserter(all));
  }
  return all;
}

base::Result<std::optional<ingest::PriceBars>, Refusal> bars_of(const std::string& path,
                                                                const market::Calendar& calendar) {
  if (path.empty()) return std::nullopt;
  const auto bytes = ingest::read_bytes(path);
  if (!bytes) return base::failure(bytes.error());
  auto bars = ingest::read_price_bars(*bytes, path, calendar);
  if (!bars) return base::failure(std::move(bars.error()));
  return std::move(*bars);
}

void show_progress(std::size_t done, std::size_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r{} of {} snapshots{}", done, of, done == of ? "\n" : "");
}

}  // namespace gammafield::app
