#include "gammafield/snapshot_files.h"

#include <unistd.h>

#include <memory>

#include <fmt/format.h>

#include "ingest/read_chain.h"

namespace gammafield::app {

using base::Refusal;

base::Result<std::vector<engine::ReplaySnapshot>, Refusal> snapshots_of(const std::vector<std::string>& files,
                                                                        const ChainContext& context) {
  std::vector<engine::ReplaySnapshot> snapshots;
  for (const auto& file : files) {
    auto loaded = load(file, context);
    if (!loaded) return base::failure(std::move(loaded.error()));
    for (auto& each : *loaded)
      snapshots.push_back({file, std::make_shared<const ingest::LoadedChain>(std::move(each))});
  }
  return snapshots;
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
