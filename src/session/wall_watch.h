#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "levels/wall.h"
#include "market/date.h"
#include "market/units.h"

/// Is the wall holding? One wall at one strike, watched through prices (docs/methods.md 1.4.12).
namespace gammafield::session {

/// HOLDING: price is on the wall's own side. TESTED: it is beyond, not yet for long. BROKEN: it has been beyond for as
/// long as the rule asks.
enum class WallState : std::uint8_t { holding, tested, broken };
[[nodiscard]] std::string_view to_string(WallState);  ///< `HOLDING`, `TESTED`, `BROKEN`

/// What became of an attempt to pass a wall.
enum class AttemptLabel : std::uint8_t {
  open,           ///< price is beyond now
  real,           ///< the rule's condition came true
  fake,           ///< back inside soon
  indeterminate,  ///< back inside between the two times of the rule
  censored,       ///< too near the close to be told, or cut off by it
  migrated,       ///< the wall moved to another strike first
};
[[nodiscard]] std::string_view to_string(AttemptLabel);  ///< `OPEN`, `REAL`, `FAKE`, ...

/// Broken after so many continuous trading minutes beyond, as sampled; back within `fake` it was none.
struct MinutesRule {
  std::chrono::minutes real{20}, fake{15};
};
/// Broken by a session that closes beyond.
struct CloseRule {};
/// Broken once price has been beyond by this fraction of the strike.
struct ExcursionRule {
  double fraction = 0.01;
};
/// Broken once price has been beyond by so many of the session's expected moves.
struct SigmaRule {
  double expected_moves = 1;
};
using BreakRule = std::variant<MinutesRule, CloseRule, ExcursionRule, SigmaRule>;

/// How a wall is watched. How often prices are taken changes how often walls break (20.8 % of tests of a driftless walk
/// by 1-minute closes, 8.9 % by 10 seconds), so the sampling is part of the rule.
struct WatchRule {
  BreakRule broken = MinutesRule{};
  std::chrono::seconds sampling{60};  ///< between prices; more than twice that is a gap
  std::chrono::minutes reclaim{20};   ///< continuous, on the wall's own side: HOLDING again
  bool sticky = false;                ///< BROKEN until the session ends, whatever price does
  market::Usd buffer{0};              ///< beyond is farther than this from the strike
};

/// The regular session that a price belongs to.
struct Hours {
  market::Instant open, close;
  std::optional<market::Usd> expected_move;  ///< of the session; SigmaRule never breaks without
};

struct PriceSample {
  market::Instant at;
  market::Spot price;
};

struct Attempt {
  market::Instant crossed_at;      ///< the first price beyond
  std::chrono::seconds beyond{0};  ///< trading time since, gaps left out
  market::Usd furthest{0};         ///< beyond the strike
  bool gap = false;                ///< prices were missing meanwhile
  bool gap_open = false;           ///< the session opened beyond
  AttemptLabel label = AttemptLabel::open;
};

/// Something happened at the wall.
enum class WallEventKind : std::uint8_t { tested, held, broken, reclaimed, censored, migrated };
[[nodiscard]] std::string_view to_string(WallEventKind);
struct WallEvent {
  market::Instant at;
  WallEventKind kind = WallEventKind::tested;
  market::Strike strike;
  std::optional<Attempt> attempt;  ///< as it stood then; none of a reclaim
};

/// The memory of one wall: a plain value, passed in and handed back.
struct WallWatch {
  levels::Side side = levels::Side::call;
  market::Strike strike;
  WallState state = WallState::holding;
  std::optional<Attempt> attempt;                  ///< while TESTED within a session
  std::optional<std::chrono::seconds> inside_for;  ///< while BROKEN and price back on the wall's own side
  std::optional<market::Instant> session_open;     ///< of the last price
  std::optional<PriceSample> last;                 ///< of that session
};

/// A wall of which no price is known yet: HOLDING.
[[nodiscard]] WallWatch watch_of(levels::Side, market::Strike);

/// The wall one price later; what happened is added to `events`. Prices outside `hours` and those not after the last
/// one change nothing. A new session first ends the one before it: an open attempt is censored, timers start anew, the
/// state stays (but a sticky BROKEN).
[[nodiscard]] WallWatch advanced(WallWatch, const PriceSample&, const Hours&, const WatchRule&,
                                 std::vector<WallEvent>& events);

/// The session is over without another price: as the next session's first price would end it.
[[nodiscard]] WallWatch ended(WallWatch, const WatchRule&, std::vector<WallEvent>& events);

/// A watch of the wall at its new strike; an open attempt at the old one is closed as migrated.
[[nodiscard]] WallWatch migrated(const WallWatch&, market::Strike to, market::Instant at,
                                 std::vector<WallEvent>& events);

/// How far a price is beyond the wall; negative on its own side.
[[nodiscard]] market::Usd beyond_by(const WallWatch&, market::Spot);

}  // namespace gammafield::session
