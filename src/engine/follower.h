#pragma once

#include <memory>
#include <optional>
#include <span>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/analysis.h"
#include "ingest/loaded_chain.h"
#include "session/advance.h"

namespace gammafield::engine {

/// One symbol's snapshots one after the other, live or from history: the same snapshots and prices give the same
/// Reports, byte for byte.
class Follower {
 public:
  /// `memory`: of earlier snapshots.
  explicit Follower(Settings, inventory::Evidence = {}, std::optional<session::Memory> = {});

  /// What needs no memory, on any thread, ahead of its turn. Tickets count until they settle; evidence as of the
  /// snapshot's moment.
  [[nodiscard]] base::Result<Analysis, base::Refusal> analyse(std::shared_ptr<const ingest::LoadedChain>) const;

  /// In time order: prices up to the snapshot are watched against what was known before, then the session goes on.
  /// Refuses what session::advance does; the memory is then as it was.
  /// What comes back is the analysis with its Report's session.
  [[nodiscard]] base::Result<Analysis, base::Refusal> take(Analysis, std::span<const session::PriceSample>);

  /// As the last snapshot left it.
  [[nodiscard]] const std::optional<session::Memory>& memory() const { return memory_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }

 private:
  Settings settings_;
  std::shared_ptr<const inventory::Evidence> evidence_;  ///< large, and the same for every copy
  std::optional<session::Memory> memory_;
};

}  // namespace gammafield::engine
