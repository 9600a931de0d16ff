#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "market/date.h"
#include "pricing/priced_chain.h"

namespace gammafield::engine {

/// A moment of a scenario, as it was asked for.
struct ScenarioTime {
  std::string name;
  market::Instant at;  ///< not before the snapshot
};

/// Names and what they mean, counted from the snapshot:
///   now
///   30m, 4h, 2d      minutes, hours, days of 24 hours; at most ten years
///   close            the next session close
///   next_expiry      when the last contract of the next day with an expiry has settled
///   after_monthly    the same of the next monthly day
/// Separated by commas. The refusal (usage) names what is no such name; an expiry that the chain does not have is left
/// out.
[[nodiscard]] base::Result<std::vector<ScenarioTime>, base::Refusal> scenario_times(std::string_view names,
                                                                                    const pricing::PricedChain&);

inline constexpr std::string_view default_scenario_times = "now,30m,1h,close,1d,next_expiry,after_monthly";

}  // namespace gammafield::engine
