#pragma once

#include <optional>
#include <vector>

#include "exposure/book.h"
#include "exposure/by_strike.h"
#include "exposure/repriced_book.h"
#include "levels/concentration.h"
#include "levels/expected_move.h"
#include "levels/flip.h"
#include "levels/mean_exposure.h"
#include "levels/open_interest.h"
#include "levels/regime.h"
#include "levels/wall.h"

namespace gammafield::levels {

/// Options of this stage; names and defaults as in docs/methods.md appendix B.
struct LevelSettings {
  Basis call_basis = Basis::net;
  CallWallSide call_wall_side = CallWallSide::above;
  PutWallRule put_wall_rule = PutWallRule::most_negative_net;
  FlipMethod flip_method = FlipMethod::reprice;
  FlipDomain flip_domain;
  RegimeSettings regime;
  double oi_window = 10;  ///< |K/S - 1| of the OI walls and PIN; default every strike (up to eleven times spot)
  exposure::ExpiryFilter pin_expiries{exposure::ExpiryFilter::Kind::next};
  bool mean_exposure = true;  ///< false: left out
};

/// Under every rule; the settings only choose which is the named one.
struct CallWalls {
  Level<WallStrike> net, gross, absolute;  ///< on the settings' side of spot
  Level<WallStrike> net_any_side, gross_any_side;
};
struct PutWalls {
  Level<WallStrike> most_negative_net, gross_put, max_positive_below, absolute;
  Level<WallStrike> gross_any_side;
};

struct OpenInterestLevels {
  Level<market::Strike> call_wall, put_wall;  ///< over the book's expiries
  Level<market::Strike> pin;                  ///< over LevelSettings::pin_expiries
  Level<MaxPain> max_pain;                    ///< of the nearest expiry
  Level<market::Strike> max_worthless;
  std::optional<market::Date> pin_expiry;  ///< the nearest expiry's date
};

/// All levels of one book: a pure function of it.
struct Levels {
  std::vector<exposure::StrikeExposure> strikes;
  exposure::Totals totals;
  Level<ExpectedMove> expected_move;
  CallWalls call_walls;
  PutWalls put_walls;
  Level<Wall> call_wall, put_wall;  ///< the named ones, by the settings' rules
  FlipRoots flips;                  ///< by re-pricing, whatever the method
  Level<GammaFlip> flip;            ///< by the settings' method
  Level<GammaFlip> flip_grid60, flip_cumulative, flip_sign_change, flip_local;
  Level<WallStrike> absolute_gamma, peak_net;
  std::vector<FocusLevel> focus;
  std::vector<Cluster> clusters;
  Level<BattleZone> battle_zone;
  std::vector<ContestedStrikes> contested;
  Level<market::Strike> trigger;
  std::optional<double> gamma_tilt;     ///< call gamma / put gamma, gross; none without puts
  std::optional<double> band_position;  ///< (S - PW) / (CW - PW); none without both walls
  OpenInterestLevels open_interest;
  Regime regime;
  Level<MeanExposure> mean_exposure;  ///< over the next half hour's likely moves
};

/// `dynamic`: the book under the chosen smile dynamics where these are not sticky strike; then flips and battle zone
/// are its. Everything else that re-prices (flows, book_effect_at_wall, alternatives) stays with sticky strike.
[[nodiscard]] Levels find_levels(const exposure::Book&, const exposure::RepricedBook&, const LevelSettings&,
                                 const exposure::DynamicBook* dynamic = nullptr);

}  // namespace gammafield::levels
