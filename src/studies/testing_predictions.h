#pragma once

#include <string>

#include <fmt/format.h>

#include "base/random.h"
#include "learning/probability.h"

namespace gammafield::studies::testing {

inline constexpr std::string_view predictions_header =
    "session,attempt,landmark,y,part,base_rate,walk,logistic,boosting\n";

/// Forecasts of made-up attempts, four a day at two landmarks each. The walk knows half of what decides; boosting, but
/// for some noise, the other half too, of the size `known`; the logistic model no more than the walk.
inline std::string made_up_predictions(int days, std::string_view part = "fold", double known = 1.5) {
  std::string csv;
  base::RandomStream random{4, 1};
  for (int i = 0; i < 8 * days; ++i) {
    const double half = random.normal(), other = known * random.normal();
    const int y = random.uniform() < learning::logistic(half + other) ? 1 : 0;
    csv += fmt::format("2025-{:02}-{:02},a{},{},{},{},0.5,{},{},{}\n", 1 + i / 8 / 28, 1 + i / 8 % 28, i / 2, i % 2 * 5,
                       y, part, learning::logistic(half), learning::logistic(half + 0.2 * random.normal()),
                       learning::logistic(half + other + 0.3 * random.normal()));
  }
  return csv;
}

}  // namespace gammafield::studies::testing
