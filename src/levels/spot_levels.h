#pragma once

#include <optional>
#include <span>
#include <vector>

#include "exposure/dynamic_book.h"
#include "exposure/profile_table.h"
#include "exposure/spot_exposure.h"
#include "levels/expected_moves.h"
#include "levels/levels.h"
#include "levels/open_interest_views.h"

namespace gammafield::levels {

/// The levels of one book wherever spot goes, for prices that come many times a second (docs/methods.md 1.4.13). Equal
/// to find_levels of exposure::moved(), but for what the re-priced book tells by itself, which stays where it was
/// found: the roots, looked for around the spot of then, and the battle zone of a root. The primary flip is the
/// crossing nearest to spot now.
class SpotLevels {
 public:
  /// `found`: find_levels of the same. All of them must outlive it.
  SpotLevels(const exposure::Book&, const exposure::RepricedBook&, const LevelSettings&,
             const exposure::DynamicBook* dynamic, const Levels& found);

  /// `there`: of the same book by `exposure`. Not from two threads at once: the profile is tabulated when first needed,
  /// and anew where spot has gone far.
  [[nodiscard]] Levels at(const exposure::SpotExposure& exposure, const exposure::ExposureThere& there);

 private:
  void add_flips(Levels&, const exposure::ExposureThere&);
  [[nodiscard]] Level<BattleZone> zone_of(const Levels&) const;
  [[nodiscard]] Level<MeanExposure> mean_of(const Levels&, market::Spot);
  [[nodiscard]] std::vector<exposure::TabulatedPoint> profile_at(std::span<const market::Spot> ascending);

  const exposure::Book& book_;
  const exposure::RepricedBook& repriced_;
  const LevelSettings& settings_;
  const exposure::DynamicBook* dynamic_;
  const Levels& found_;
  ExpectedMoves moves_;
  OpenInterestViews open_interest_;
  struct Table {
    market::Spot low, high;
    exposure::TabulatedProfile profile;
  };
  std::optional<Table> table_;
};

}  // namespace gammafield::levels
