#include "hedging/level_watch.h"

#include <cmath>

namespace gammafield::hedging {

double session_move(const Scenario& scenario) { return scenario.noise.volatility.value() / std::sqrt(sessions_a_year); }

LevelWatch::LevelWatch(const Level& level, const LevelRace& race, double expected_move, double log_spot)
    : level_(std::log(level.price.value())),
      side_(level.from_below ? 1 : -1),
      touch_(race.touch * expected_move),
      away_(race.away * expected_move),
      race_(race.race * expected_move),
      horizon_(race.horizon.value()) {
  was_away_ = beyond(log_spot) <= -away_;
}

void LevelWatch::see(double log_spot, double minute) {
  const double beyond_by = beyond(log_spot);
  if (end_ == End::untouched) {
    was_away_ = was_away_ || beyond_by <= -away_;
    if (!was_away_ || beyond_by < -touch_) return;
    end_ = End::undecided;
    touched_at_ = minute;
  }
  if (end_ != End::undecided || minute > touched_at_ + horizon_) return;
  if (beyond_by >= race_) end_ = End::broken;
  if (beyond_by <= -race_) end_ = End::held;
}

}  // namespace gammafield::hedging
