#pragma once

#include <stdexcept>

#include <fmt/format.h>

#include "laboratory/planted_session.h"
#include "laboratory/scenario_file.h"

namespace gammafield::laboratory::testing {

/// A made-up index of few contracts, dealers on one side of all of them and an impact that makes |c| about a third.
inline Planting planting(Sides sides, double step_minutes, int contracts) {
  auto plan = read_scenario(fmt::format(R"(
title = "planted"
what = "a test"
step_minutes = {}
[noise]
volatility_pct = 12
[impact]
permanent_bp_per_1bn = 0.3
[[dealer]]
name = "dealers"
policy = "continuous"
lag_steps = 1
[dealer.book]
seed = 5
contracts = {}
positioning = "all_short"
)",
                                        step_minutes, contracts),
                            "planted.toml");
  if (!plan) throw std::runtime_error(plan.error().message);
  return {.plan = *plan, .sides = sides, .seed = 3, .every = std::chrono::minutes{60}};
}

}  // namespace gammafield::laboratory::testing
