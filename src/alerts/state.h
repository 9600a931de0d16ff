#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "market/date.h"

namespace gammafield::alerts {

/// Whose memory it is: of one rule, one symbol, and what of it (`wall_tested call`, `call_wall`).
struct StandingKey {
  std::string rule, symbol, subject;
  auto operator<=>(const StandingKey&) const = default;
};

struct Standing {
  std::optional<market::Instant> told;  ///< the last alert, which the cool-down counts from
  std::size_t held_back = 0;            ///< since then, by the cool-down or quiet hours
  bool armed = true;                    ///< false: must first go back by the rule's own measure
  std::optional<double> last;           ///< what the condition compares with: a side, a label, a day, a level's price
  std::int64_t side = 0;                ///< of spot against a level: -1, +1; 0: not known yet
  bool operator==(const Standing&) const = default;
};

/// All that the rules remember between two evaluations: a value, passed in and handed back, kept with the outbox.
struct State {
  std::map<StandingKey, Standing> standing;
  std::map<std::string, market::Instant, std::less<>> latest;  ///< of each symbol, the last Report taken
  bool operator==(const State&) const = default;
};

}  // namespace gammafield::alerts
