#pragma once

#include <optional>
#include <span>

#include "base/refusal.h"
#include "base/result.h"
#include "research/race.h"
#include "research/study_day.h"

namespace gammafield::research {

/// A day as it was known at a moment (docs/methods.md 7.1, 7.6): whatever is made from this alone cannot look ahead.
/// Holds on to the day, which has to outlive it.
class KnownUntil {
 public:
  /// Refuses (input_rejected) a moment before the first price, and levels that became known after the day's start.
  [[nodiscard]] static base::Result<KnownUntil, base::Refusal> of(const StudyDay&, market::Instant now);

  [[nodiscard]] market::Instant now() const { return now_; }
  [[nodiscard]] Prices prices() const { return known_; }  ///< all that are known; ascending, not empty
  [[nodiscard]] double price() const { return known_.back().price.value(); }
  /// Those up to a moment. Refuses (input_rejected) one that is later than now.
  [[nodiscard]] base::Result<Prices, base::Refusal> prices_until(market::Instant) const;

  /// Of the bar that ends now; none where it has none.
  [[nodiscard]] std::optional<double> volume_z() const;
  /// Up to now; none where nothing is known of the session's trades.
  [[nodiscard]] std::optional<std::span<const SignedTrade>> option_trades() const;

  [[nodiscard]] const LevelSheet& sheet() const { return day_->sheet; }
  [[nodiscard]] const std::optional<PriorSession>& prior() const { return day_->prior; }
  [[nodiscard]] market::Date session() const { return day_->session; }
  [[nodiscard]] market::Instant open() const { return day_->open; }
  [[nodiscard]] market::Instant close() const { return day_->close; }
  [[nodiscard]] double move() const { return day_->move; }
  /// One standard deviation of the ln return of so long a part of the session: a driftless walk's.
  [[nodiscard]] double move_of(std::chrono::seconds) const;

 private:
  KnownUntil(const StudyDay& day, market::Instant now, Prices known) : day_(&day), now_(now), known_(known) {}

  const StudyDay* day_;
  market::Instant now_;
  Prices known_;
};

/// What is known of volume at the end of a bar; none where it has none.
[[nodiscard]] std::optional<double> volume_z_at(const StudyDay&, market::Instant end);

/// A day's move shared out over its session: move * sqrt(part / session). Requires part >= 0.
[[nodiscard]] double move_of(const StudyDay&, std::chrono::seconds part);

}  // namespace gammafield::research
