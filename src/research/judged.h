#pragma once

#include <optional>
#include <string_view>

#include "research/race.h"

/// A touch judged by one rule or another (docs/methods.md 7.2).
namespace gammafield::research {

/// How a touch is judged.
enum class HitRule : std::uint8_t {
  race,       ///< RaceEnd, within the horizon
  close,      ///< held: the session does not close beyond
  excursion,  ///< held: price never is 1 % beyond (S4)
  label,      ///< of the first attempt to pass: FAKE holds, REAL breaks, others undecided (methods 1.4.12)
};
[[nodiscard]] std::string_view to_string(HitRule);
[[nodiscard]] std::optional<HitRule> hit_rule_of(std::string_view);

/// By any rule; touched as in the race.
[[nodiscard]] Ended judged(Prices, const Watched&, const RaceRule&, HitRule);

}  // namespace gammafield::research
