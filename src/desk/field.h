#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/analysis.h"
#include "store/folder.h"

/// Net GEX over price and time: how the profile went through a session.
namespace gammafield::desk {

/// The profile of one snapshot, under its smile dynamics.
class FieldColumn {
 public:
  /// How far below and above spot it is kept, and at how many prices: a twentieth of a percent of spot apart, as two
  /// strikes of an index are.
  static constexpr double reach = 0.12;
  static constexpr std::size_t points = 481;

  explicit FieldColumn(const engine::Analysis&);
  [[nodiscard]] market::Instant at() const { return at_; }
  [[nodiscard]] market::Spot spot() const { return spot_; }
  /// On the line between the two prices beside it; none beyond what is kept.
  [[nodiscard]] std::optional<market::UsdPerPercent> net_gex(market::Spot) const;

 private:
  market::Instant at_;
  market::Spot spot_;
  double lowest_, step_;
  std::vector<float> net_;  ///< dollars of stock, a 1 % move: seven digits, and half the room
};
using SharedColumn = std::shared_ptr<const FieldColumn>;

/// Columns by symbol, session and time, as snapshots come or as they are computed from records. Of a few sessions: the
/// one that was used longest ago goes. Any thread.
class FieldColumns {
 public:
  static constexpr std::size_t sessions_max = 12;    ///< of 400 columns 9 MB
  static constexpr std::size_t columns_max = 2'000;  ///< of a session; no more are taken

  void keep(std::string_view symbol, market::Date session, SharedColumn);
  /// A snapshot as it comes: the first of each minute is kept, which is all that steps of whole minutes ask for.
  void take(const engine::Analysis&);
  [[nodiscard]] std::map<market::Instant, SharedColumn> of(std::string_view symbol, market::Date session);

 private:
  using Key = std::pair<std::string, market::Date>;
  struct Kept {
    std::map<market::Instant, SharedColumn> columns;
    std::uint64_t used = 0;
  };
  [[nodiscard]] bool has_minute_of(std::string_view symbol, market::Date session, market::Instant);
  Kept& touched(std::string_view symbol, market::Date session);

  std::mutex mutex_;
  std::map<Key, Kept> sessions_;
  std::uint64_t uses_ = 0;
};

struct FieldWanted {
  double range = 0.03;             ///< beyond the session's lowest and highest spot
  std::size_t points = 120;        ///< prices; 2 at least
  std::chrono::seconds step{60};   ///< the first snapshot of each so many
  std::size_t columns_most = 400;  ///< evenly thinned out beyond
  std::function<bool()> enough;    ///< asked before each column is computed: leaves the rest for another time
};

struct Field {
  std::vector<market::Spot> prices;  ///< ascending, evenly
  std::vector<SharedColumn> columns;
  std::size_t missing = 0;  ///< recorded, and not computed yet
};

/// Of a recorded session, also while it goes on; columns that are not kept are computed from its records, in time
/// order, and kept. None: nothing is recorded of that session. Refuses what the store does; a snapshot that cannot be
/// analysed has no column.
[[nodiscard]] base::Result<std::optional<Field>, base::Refusal> field(FieldColumns&, const store::Folder&,
                                                                      std::string_view symbol, market::Date session,
                                                                      const FieldWanted&, const engine::Settings&);

}  // namespace gammafield::desk
