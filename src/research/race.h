#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ingest/price_point.h"
#include "levels/wall.h"
#include "market/units.h"

/// What price did at a level (docs/methods.md 7.2). Every rule takes any price as the level: walls and what they are
/// compared with go through the same machine.
namespace gammafield::research {

/// A level, and from where price comes to it: a call wall from below, a put wall from above.
struct Watched {
  double level = 0;
  levels::Side side = levels::Side::call;
  double move = 0;               ///< one standard deviation of the session's ln return
  market::Instant close;         ///< of the session
  std::chrono::seconds bar{60};  ///< between prices
};

/// Distances are parts of the session's expected move, in logarithms.
struct RaceRule {
  double touch = 0.05;  ///< nearer than this touches, once price has been `away`
  double away = 0.15;
  double beyond = 0.10;  ///< so far beyond the level breaks it; as far back from the touch as that was then holds
  std::optional<std::chrono::minutes> horizon{60};  ///< after the touch; none: to the close
  market::Usd tick{0.01};                           ///< a touch is never nearer than this
};

/// The first touch of a session and what became of it. A break is `beyond` on the other side; a hold is as far back
/// from the price of the touch as the break was ahead of it, so that a walk without drift does either equally often,
/// wherever within the touching distance it was seen first.
enum class RaceEnd : std::uint8_t { untouched, undecided, held, broken, jumped };  ///< jumped: over all of it at once
[[nodiscard]] std::string_view to_string(RaceEnd);

struct Ended {
  RaceEnd end = RaceEnd::untouched;
  std::optional<market::Instant> touched_at = {}, decided_at = {};
};

using Prices = std::span<const ingest::PricePoint>;

/// The prices from the first touch on; empty where there is none.
[[nodiscard]] Prices from_touch(Prices, const Watched&, const RaceRule&);
[[nodiscard]] Ended race(Prices, const Watched&, const RaceRule&);

/// 1: held; 0: broken; none of a touch that was not decided, or jumped.
[[nodiscard]] std::optional<double> hit(const Ended&);

/// A price at the level is not.
[[nodiscard]] bool is_beyond(const Watched&, double price);
/// How far a price is beyond, in logarithms; negative before it.
[[nodiscard]] double beyond(const Watched&, double price);

}  // namespace gammafield::research
