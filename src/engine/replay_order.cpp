#include "engine/replay_order.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace gammafield::engine {

SnapshotLabel label_of(std::string source, const ingest::LoadedChain& loaded) {
  const auto& chain = loaded.chain;
  const bool wrong =
      std::ranges::any_of(chain.flags, [](const auto& flag) { return flag.code == "label_is_not_the_session"; });
  return {std::move(source), chain.symbol, chain.as_of, chain.session, wrong, chain.calendar};
}

std::string named(const SnapshotLabel& label) {
  return fmt::format("{} ({})", label.source, market::to_string(label.as_of));
}

QueuedSnapshot::QueuedSnapshot(std::string source, std::shared_ptr<const ingest::LoadedChain> loaded)
    : label(label_of(std::move(source), *loaded)), load([loaded = std::move(loaded)] { return loaded; }) {}

std::vector<QueuedSnapshot> in_order(std::vector<QueuedSnapshot> snapshots, std::optional<market::Instant> after,
                                     std::vector<std::string>& notes) {
  std::vector<std::size_t> order(snapshots.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::tuple{snapshots[i].label.as_of, snapshots[i].label.wrong, i}; });
  std::vector<QueuedSnapshot> kept;
  for (const std::size_t i : order) {
    auto& each = snapshots[i];
    const SnapshotLabel& label = each.label;
    if (label.wrong)
      notes.push_back(
          fmt::format("{}: wrongly labelled, it is the session of {}", label.source, market::to_string(label.session)));
    if (after && label.as_of <= *after) {
      notes.push_back(named(label) + ": left out, the memory is as far already");
    } else if (!kept.empty() && kept.back().label.as_of == label.as_of) {
      notes.push_back(fmt::format("{}: left out, a duplicate of {}", named(label), kept.back().label.source));
    } else {
      kept.push_back(std::move(each));
    }
  }
  return kept;
}

std::optional<std::chrono::seconds> usual_distance(const std::vector<QueuedSnapshot>& snapshots) {
  std::map<std::chrono::seconds, std::size_t> counts;
  for (std::size_t i = 1; i < snapshots.size(); ++i) {
    const auto &before = snapshots[i - 1].label, &now = snapshots[i].label;
    if (before.session == now.session) ++counts[now.as_of - before.as_of];
  }
  const auto most = std::ranges::max_element(counts, {}, &std::pair<const std::chrono::seconds, std::size_t>::second);
  return most == counts.end() ? std::nullopt : std::optional{most->first};
}

}  // namespace gammafield::engine
