#pragma once

#include <algorithm>
#include <chrono>

#include "feeds/moment.h"
#include "market/calendar.h"

namespace gammafield::feeds {

struct FreshnessRule {
  std::chrono::milliseconds delay{15 * 60'000};  ///< how far the feed runs behind the market
  std::chrono::milliseconds after{3 * 60'000};   ///< of trading without anything new, where that is a minute's: stale
};

/// Is a feed still telling something new? Only trading counts: nights, weekends, holidays and the hours after a half
/// day's close pass without a word, and so does the feed's delay behind the market.
class Freshness {
 public:
  /// The calendar must outlive it. `since`: from when on something new is waited for.
  Freshness(const FreshnessRule& rule, const market::Calendar& calendar, Moment since)
      : rule_(rule), calendar_(&calendar), changed_(since) {}

  void changed(Moment now) { changed_ = now; }
  /// How far apart new things are: coarser ones are stale so much later.
  void expect_every(std::chrono::milliseconds rhythm) {
    longer_ = std::max(rhythm - std::chrono::minutes{1}, std::chrono::milliseconds{0});
  }
  void clock_moved(std::chrono::milliseconds by) { changed_ += by; }
  [[nodiscard]] bool stale(Moment now) const { return silent(now) > rule_.after + longer_; }
  /// Trading that has passed without anything new.
  [[nodiscard]] std::chrono::milliseconds silent(Moment now) const;

 private:
  FreshnessRule rule_;
  const market::Calendar* calendar_;
  Moment changed_;
  std::chrono::milliseconds longer_{0};
};

}  // namespace gammafield::feeds
