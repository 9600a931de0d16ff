#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerts/alert.h"
#include "alerts/quiet_hours.h"
#include "levels/regime.h"
#include "levels/wall.h"

/// What is watched for. Each condition says from where, and when it may tell again.
namespace gammafield::alerts {

/// The session's own crossings, whose dead band is `regime.dead_band`. With a hysteresis, or of Reports without a
/// session: spot so far beyond the flip on the other side than last.
struct FlipCrossed {
  double hysteresis_percent = 0;  ///< of the flip; 0: the session's
};

/// A standing wall at another strike, or there, or gone.
struct WallMoved {
  std::optional<levels::Side> side = {};  ///< none: both
  double points_min = 0;                  ///< of a move
};

/// wall_tested, wall_held, wall_broken, wall_reclaimed.
struct WallState {
  std::optional<levels::Side> side = {};  ///< none: both
  std::vector<AlertKind> states;          ///< never empty
};

/// What a distance may be watched to.
enum class WatchedLevel : std::uint8_t { call_wall, put_wall, gamma_flip, max_pain, absolute_gamma, pin };
[[nodiscard]] std::string_view to_string(WatchedLevel);
[[nodiscard]] std::optional<WatchedLevel> parse_watched_level(std::string_view);

/// Spot within so many percent of the level, or through it since the Report before; again once it was `rearm_percent`
/// away. A wall is the session's standing one where there is a session.
struct SpotNear {
  std::variant<WatchedLevel, double> level = WatchedLevel::call_wall;  ///< or a price
  double within_percent = 0.25;
  double rearm_percent = 0.5;  ///< more than `within_percent`
};

struct RegimeChanged {
  std::optional<levels::RegimeLabel> to = {};  ///< none: whatever it is now
};

/// The percentile of net GEX among the sessions before (session::NetGexTier), at or beyond `percentile`; again once it
/// was `rearm_points` back.
struct TierPassed {
  double percentile = 90;
  bool above = true;  ///< false: at or below
  double rearm_points = 5;
};

/// A feed that tells nothing new while its market trades, and its end.
struct DataStale {
  bool stale = true, fresh = true;
};

/// A flag of the data quality that the snapshot before had not.
struct DataFlagged {
  std::vector<std::string> codes = {};  ///< empty: any
};

/// Once a session, so long after its close.
struct EndOfDay {
  std::chrono::minutes after_close{15};
};

/// Once a trading day at that time of the exchange's clock, or as soon after it as there is something to tell.
struct PreMarket {
  std::chrono::minutes at{9 * 60};
};

using Condition = std::variant<FlipCrossed, WallMoved, WallState, SpotNear, RegimeChanged, TierPassed, DataStale,
                               DataFlagged, EndOfDay, PreMarket>;
/// `flip_crossed`, `wall_moved`, ... as a config file calls it.
[[nodiscard]] std::string_view name_of(const Condition&);

struct Rule {
  std::string name;
  Condition when;
  std::vector<std::string> symbols = {};  ///< empty: every one
  std::vector<std::string> sinks = {};    ///< names; never empty
  std::chrono::seconds cool_down{0};      ///< silence after an alert of the same kind and subject of a symbol
  std::optional<QuietHours> quiet = {};
};

[[nodiscard]] bool watches(const Rule&, std::string_view symbol);

}  // namespace gammafield::alerts
