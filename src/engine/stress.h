#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "engine/analysis.h"

/// What can make a picture of levels fail although nobody's positions change: passing time, a change in volatility, a
/// flow larger than the hedging at a wall (docs/methods.md 1.4.16: FM4, FM3, FM1), and positions that no exchange lists
/// (FM2, 4.6).
namespace gammafield::engine {

/// The book a while later with spot, volatilities and positions frozen.
struct TimeStep {
  std::chrono::minutes ahead{0};
  market::UsdPerPercent net, gross;
  std::optional<market::UsdPerPercent> call_wall, put_wall;  ///< strength of the strikes that are the walls now
  /// Stock dealers trade since the step before because time passed: -(change of net DEX); + bought. The first is 0.
  market::Usd charm_flow;
};

/// What threatens one of the named walls.
struct WallRisk {
  market::Strike strike;
  market::UsdPerPercent strength;                 ///< hedging at the wall, $ a 1 % move
  std::optional<std::chrono::minutes> half_life;  ///< Wall::half_life
  bool melts = false;                             ///< half of it is gone within the hour (FM4)
  /// |ln(K/S)| in standard deviations of what is left until the next settlement; none without a volatility.
  std::optional<double> deviations_away;
  bool out_of_reach = false;          ///< more than 2 of them (FM4)
  std::optional<double> swamp_ratio;  ///< |flow| / (strength * x_scale) (FM1)
  bool swamped = false;               ///< above 3
};

/// The book with every volatility a number of points higher.
struct VolShift {
  double points = 0;
  market::UsdPerPercent net, gross;
  levels::Level<levels::GammaFlip> flip;
  levels::Level<levels::WallStrike> call_wall, put_wall;
  bool sign_changes = false;  ///< of net GEX against now (FM3)
};

/// How sure the levels are, and how sure they would be were the prior's spreads twice as wide (FM3).
struct WidenedBand {
  levels::Level<bands::Bands> now, widened;  ///< none alike
  /// The middle of net GEX lies on the other side of zero, or the regime is no longer called the same.
  bool sign_changes = false, regime_changes = false;
};

struct StressSettings {
  std::chrono::minutes step{15};
  market::Usd flow{};  ///< an outside flow to hold against the walls; 0: none
  std::vector<double> vol_points{2, 5, 10};
};

struct Stress {
  market::Instant settles_at;   ///< the next settlement after the snapshot: where the steps end, a minute before it
  std::vector<TimeStep> steps;  ///< the last 6.5 hours before it at most; the first is now
  market::Usd charm_flow;       ///< of all steps
  std::optional<WallRisk> call_wall, put_wall;  ///< none where the Report has no such wall
  std::vector<VolShift> vol_shifts;
  std::optional<OtcEffect> otc = {};  ///< what is not listed (FM2); none where the settings say that everything is
  WidenedBand band;
};

/// Requires step > 0. Never fails: what can be analysed can be stressed.
[[nodiscard]] Stress stress(const Analysis&, const StressSettings&);

}  // namespace gammafield::engine
