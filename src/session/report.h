#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "levels/regime.h"
#include "session/memory.h"
#include "session/strength_change.h"

/// What a snapshot's Report says about the time since the last one.
namespace gammafield::session {

/// Why a wall moved. expiry_roll: taking away what has settled since the last snapshot alone moves it.
enum class MigrationReason : std::uint8_t { dominance, expiry_roll, broken, delisted, config };
[[nodiscard]] std::string_view to_string(MigrationReason);

struct Migration {
  market::Instant at;
  levels::Side side = levels::Side::call;
  market::Strike from, to;
  MigrationReason reason = MigrationReason::dominance;
  std::optional<market::UsdPerPercent> value_from;  ///< now; none: worth nothing to the rule any more
  market::UsdPerPercent value_to;
  std::vector<std::pair<market::ExpiryClass, market::UsdPerPercent>> rolled_off;  ///< of `from`, settled since
};

/// Something worth an alert.
enum class EventKind : std::uint8_t {
  wall_elected,
  wall_gone,
  wall_migrated,
  wall_tested,
  wall_held,
  wall_broken,
  wall_reclaimed,
  attempt_censored,
  attempt_migrated,
  regime_changed,
  flip_crossed,
  data_flag,
};
[[nodiscard]] std::string_view to_string(EventKind);
struct Event {
  market::Instant at;
  EventKind kind = EventKind::wall_tested;
  std::string text;  ///< a sentence, without its time
};

/// An attempt on a wall that has come to an end.
struct EndedAttempt {
  levels::Side side = levels::Side::call;
  market::Strike strike;
  Attempt attempt;
};

struct WallReport {
  levels::WallStrike at;  ///< the standing wall at its value of this moment
  market::Instant since;
  WallState state = WallState::holding;
  std::optional<Attempt> attempt;        ///< the one going on
  levels::Level<market::Strike> plain;   ///< what wins without memory
  std::optional<StrengthChange> change;  ///< against the session before; none without one
};

struct NetGexTier {
  std::size_t sessions = 0;          ///< of history, this one left out
  std::optional<double> percentile;  ///< 0 to 100; none: fewer than tier_sessions_min
};

struct SessionReport {
  levels::Level<WallReport> call_wall, put_wall;
  std::vector<Migration> migrations;
  std::vector<EndedAttempt> attempts;
  std::vector<Event> events;  ///< since the last snapshot, in time order
  AfterMap after;
  NetGexTier tier;
  std::optional<RegimeMemory> regime;            ///< none of an empty book
  bool definitions_disagree = false;             ///< sign of GEX and side of the flip; the sign wins
  std::optional<market::Date> previous_session;  ///< what arrows compare with
  SessionSettings settings;
};

}  // namespace gammafield::session
