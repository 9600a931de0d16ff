#pragma once

#include <optional>
#include <string>

#include "base/refusal.h"
#include "hedging/scenario.h"
#include "laboratory/scenario_plan.h"

namespace gammafield::laboratory {

/// Who holds what, in place of what the scenario says: every option sold or bought by its dealer, or every side
/// exchanged.
enum class Sides : std::uint8_t { as_is, short_options, long_options, mirrored };
[[nodiscard]] std::optional<Sides> parse_sides(std::string_view);  ///< `as_is`, `short`, `long`, `mirrored`

/// A scenario tried in another way, from the command line.
struct Overrides {
  Sides sides = Sides::as_is;
  std::optional<PolicyChoice> policy = {};  ///< of every dealer
  std::optional<unsigned> lag = {};         ///< of every dealer
  std::optional<market::Spot> spot = {};
  std::optional<hedging::Minutes> minutes = {};
  std::optional<market::ImpliedVol> noise = {};
  double impact_scale = 1;
};

/// Before a plan's chains are read; without the sides.
void apply(const Overrides&, ScenarioPlan&);
/// Once they are.
void apply(Sides, hedging::Scenario&);

}  // namespace gammafield::laboratory
