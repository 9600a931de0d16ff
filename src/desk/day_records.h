#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "store/folder.h"

/// Where the chains of a recorded day lie.
namespace gammafield::desk {

/// Of every snapshot of a day, record by record from the first on; none where nothing is recorded of it. Refuses what
/// the store does.
[[nodiscard]] base::Result<std::vector<market::Instant>, base::Refusal> times_of(const store::Folder&,
                                                                                 std::string_view symbol,
                                                                                 market::Date session);

/// Chains of one day. A chain is kept as what changed since the one before: asked for in time order, each is read once.
class DayChains {
 public:
  DayChains(const store::Folder& folder, std::string_view symbol, market::Date session)
      : folder_(folder), symbol_(symbol), session_(session) {}

  /// Of the moment, which `number` is the record of. Requires one that is not before the last one asked for. None: it
  /// is not there any more.
  [[nodiscard]] base::Result<std::shared_ptr<const ingest::LoadedChain>, base::Refusal> at(market::Instant moment,
                                                                                           store::RecordNumber number);

 private:
  const store::Folder& folder_;
  std::string_view symbol_;
  market::Date session_;
  std::optional<store::DayReader> reader_;
};

}  // namespace gammafield::desk
