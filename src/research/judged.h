#pragma once

#include <optional>
#include <string_view>

#include "research/race.h"

/// A touch judged by one rule or another (docs/methods.md 7.2).
namespace gammafield::research {

/// How a touch is judged. All but the label are even for a walk without drift, by symmetry about the price of the
/// touch; of labels a walk earns those of statistics/walk.h.
enum class HitRule : std::uint8_t {
  race,       ///< RaceEnd, within the horizon
  close,      ///< broken: the session closes beyond the level; held: beyond its mirror image on the other side
  excursion,  ///< the race to 1 % beyond (S4), until the close
  label,      ///< of the first attempt to pass: FAKE holds, REAL breaks, others undecided (methods 1.4.12)
};
[[nodiscard]] std::string_view to_string(HitRule);
[[nodiscard]] std::optional<HitRule> hit_rule_of(std::string_view);

/// By any rule; touched as in the race.
[[nodiscard]] Ended judged(Prices, const Watched&, const RaceRule&, HitRule);

}  // namespace gammafield::research
