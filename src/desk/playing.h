#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "desk/standing.h"
#include "market/date.h"

namespace gammafield::desk {

/// Where a day that is played stands. Its clock goes `speed` times as fast as the wall's, or stands still; it never
/// goes back. Any thread.
class Playing {
 public:
  static constexpr double slowest = 0.01, fastest = 1'000;

  struct State {
    market::Instant from, to, at;
    double speed = 1;
    bool paused = false;
  };

  /// Starts at `from`. Requires `speed` between slowest and fastest.
  Playing(market::Instant from, market::Instant to, double speed, Moment now)
      : from_(from), to_(to), speed_(speed), at_(from), since_(now) {}

  [[nodiscard]] State state(Moment now) const;

  /// Stands where it is until `begin`: what comes before the day is being made.
  void hold(Moment now);
  void begin(Moment now);

  struct Change {
    std::optional<double> speed;
    std::optional<bool> paused;
    std::optional<market::Instant> at;
  };
  /// Refuses, with the reason and nothing changed: a speed out of range, a moment outside the day or already gone by.
  [[nodiscard]] std::optional<base::Refusal> change(const Change&, Moment now);

 private:
  [[nodiscard]] market::Instant at(Moment now) const;

  mutable std::mutex mutex_;
  market::Instant from_, to_;
  double speed_;
  bool paused_ = false, held_ = false;
  market::Instant at_;  ///< when the wall's clock told `since_`
  Moment since_;
};

}  // namespace gammafield::desk
