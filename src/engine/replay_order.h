#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/loaded_chain.h"

/// Which of many snapshots are replayed, and when: told from their labels, so that years of them need not be in memory.
namespace gammafield::engine {

/// What places a snapshot among others.
struct SnapshotLabel {
  std::string source;  ///< the file, for messages
  std::string symbol;
  market::Instant as_of;
  market::Date session;
  bool wrong = false;  ///< the file's name tells another session
  std::shared_ptr<const market::Calendar> calendar;
};
[[nodiscard]] SnapshotLabel label_of(std::string source, const ingest::LoadedChain&);
/// The source and the time, for messages.
[[nodiscard]] std::string named(const SnapshotLabel&);

/// A snapshot that a replay comes to: in memory already, or read when its turn is near.
struct QueuedSnapshot {
  using Load = std::function<base::Result<std::shared_ptr<const ingest::LoadedChain>, base::Refusal>()>;

  QueuedSnapshot(std::string source, std::shared_ptr<const ingest::LoadedChain>);
  /// `how` gives the snapshot of this label, on any thread, once.
  QueuedSnapshot(SnapshotLabel which, Load how) : label(std::move(which)), load(std::move(how)) {}

  SnapshotLabel label;
  Load load;
};

/// In time order; of several of one instant the first, one with a wrong label last; none up to `after`. What is left
/// out, and wrong labels, are told in `notes`.
[[nodiscard]] std::vector<QueuedSnapshot> in_order(std::vector<QueuedSnapshot>, std::optional<market::Instant> after,
                                                   std::vector<std::string>& notes);

/// As most of the ordered snapshots within sessions are apart; none where there are fewer than two in a session.
[[nodiscard]] std::optional<std::chrono::seconds> usual_distance(const std::vector<QueuedSnapshot>&);

}  // namespace gammafield::engine
