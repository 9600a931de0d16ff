#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "levels/regime.h"
#include "market/date.h"
#include "market/units.h"
#include "session/holdings.h"
#include "session/hysteresis.h"
#include "session/rolls.h"
#include "session/wall_watch.h"

/// What is carried from one snapshot of a symbol to the next: the only memory there is.
namespace gammafield::session {

/// Options of this stage; names and defaults as in docs/methods.md appendix B.
struct SessionSettings {
  double h = hysteresis_default;
  bool carry_sessions = true;    ///< false: walls are elected anew at each session's first snapshot
  bool reelect_on_break = true;  ///< a broken wall hands over at once to the best one beyond price
  bool every_price = false;      ///< watch every price, not one a sampling time
  WatchRule watch;
};

/// The standing wall of one side.
struct WallMemory {
  std::string rule;  ///< basis, side rule, expiry filter and positioning it was elected by
  WallWatch watch;
  market::Instant since;            ///< standing at this strike
  std::optional<WallWatch> former;  ///< the broken wall it took over from, watched to the session's end for a reclaim
};

struct NetGexDay {
  market::Date session;
  market::UsdPerPercent net;  ///< of the session's last snapshot
};

/// How long the history of net GEX is, and from how many sessions on it tells a percentile.
inline constexpr std::size_t tier_sessions_max = 60, tier_sessions_min = 20;

struct FlipMemory {
  market::Spot price;
  double dead_band = 0;       ///< |ln(S/flip)| within which spot is on neither side
  std::optional<bool> above;  ///< the side spot was last on; none: not on either yet
};

struct RegimeMemory {
  levels::RegimeLabel label = levels::RegimeLabel::transition;
  market::Instant since;
};

struct Memory {
  std::string symbol;
  market::Date session;           ///< of the last snapshot
  market::Spot spot;              ///< of the last snapshot
  market::Instant watched_until;  ///< the last price or snapshot
  std::optional<WallMemory> call_wall, put_wall;
  Holdings latest;                           ///< of the last snapshot
  std::optional<Holdings> previous_session;  ///< of the last snapshot of the session before
  std::optional<market::Date> previous_date;
  std::vector<NetGexDay> net_gex;  ///< one a session, ascending; the last is of `session`
  std::optional<RegimeMemory> regime;
  std::optional<FlipMemory> flip;
  std::optional<market::Usd> expected_move;
  std::vector<Roll> rolls;
  std::vector<std::string> flags;  ///< codes of the last snapshot's data flags
};

/// `gammafield.memory/1`, one line. Reads back to the same value, and that writes the same bytes.
[[nodiscard]] std::string to_json(const Memory&);
/// Refuses (one line) what is no memory, is damaged, or is of another version or symbol. An empty `symbol` takes any.
[[nodiscard]] base::Result<Memory, base::Refusal> read_memory(std::string_view bytes, std::string_view name,
                                                              std::string_view symbol);

}  // namespace gammafield::session
