#pragma once

#include <memory>

#include "engine/analysis.h"
#include "exposure/spot_exposure.h"
#include "levels/spot_levels.h"

/// A snapshot looked at in another way, with nothing priced from quotes anew.
namespace gammafield::engine {

/// One snapshot until the next: its Report with the underlying at other prices. Quotes, volatilities, holdings and time
/// left are the snapshot's (sticky strike: forwards go with spot), and so is what is measured of the quotes themselves
/// (data quality) or of the re-priced book alone (roots, flip_variants, flip_range, battle zone; docs/methods.md
/// 1.4.13). Bands are of the snapshot's draws, looked at from there (bands::Worlds). Prepared once, so that a price
/// costs little: its greeks, their sums, and the choice of levels.
class SpotTicks {
 public:
  explicit SpotTicks(std::shared_ptr<const Analysis> snapshot);

  /// Told at a later moment; `over_time` is left out. Not from two threads at once.
  [[nodiscard]] Report at(market::Spot, market::Instant);
  [[nodiscard]] const std::shared_ptr<const Analysis>& snapshot() const { return snapshot_; }

 private:
  std::shared_ptr<const Analysis> snapshot_;
  exposure::SpotExposure exposure_;
  levels::SpotLevels levels_;
  QuoteTimes times_;
};

/// The book behind such a Report, for what looks deeper: every contract priced there. The profile over spot is the
/// snapshot's.
[[nodiscard]] Analysis analysis_behind(const Analysis& snapshot, Report moved);

/// With another choice of expiries. `over_time` and bands are left out.
[[nodiscard]] Analysis of_expiries(const Analysis& snapshot, const exposure::ExpiryFilter&);

}  // namespace gammafield::engine
