#pragma once

#include "learning/probability.h"

/// What is known of a driftless walk with normal steps that is `distance` beyond a level now and moves by `deviation`
/// (one standard deviation, in the distance's unit: sigma sqrt h) until the horizon h. Nothing here knows of levels
/// that push back: these are the forecasts that any richer one has to beat. Requires deviation >= 0; at 0 the walk
/// stays where it is.
namespace gammafield::learning {

/// That it is at least `margin` beyond at the horizon, wherever it was in between: N((distance - margin) / deviation).
[[nodiscard]] inline double probability_is_beyond(double distance, double margin, double deviation) {
  if (deviation > 0) return normal_share((distance - margin) / deviation);
  return distance >= margin ? 1 : 0;
}

/// That it stays beyond at every moment until the horizon (reflection principle): 2 N(distance / deviation) - 1, and 0
/// of a walk that is not beyond. Watched at closes only, it stays more often.
[[nodiscard]] inline double probability_stays_beyond(double distance, double deviation) {
  if (distance <= 0) return 0;
  return deviation > 0 ? std::erf(distance / deviation / std::numbers::sqrt2) : 1;
}

}  // namespace gammafield::learning
