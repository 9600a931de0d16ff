#include "levels/spot_levels.h"

#include <algorithm>

#include "levels/assembly.h"
#include "levels/flip_verification.h"
#include "levels/flips_there.h"
#include "levels/mean_there.h"
#include "levels/wall_attributes.h"

namespace gammafield::levels {
namespace {

using exposure::ExposureThere;

constexpr double room = 0.05;  // of a spot, on either side: so far may prices go before the table is made anew

}  // namespace

SpotLevels::SpotLevels(const exposure::Book& book, const exposure::RepricedBook& repriced,
                       const LevelSettings& settings, const exposure::DynamicBook* dynamic, const Levels& found)
    : book_(book),
      repriced_(repriced),
      settings_(settings),
      dynamic_(dynamic),
      found_(found),
      moves_(*book.priced),
      open_interest_(book, settings) {}

Levels SpotLevels::at(const exposure::SpotExposure& exposure, const ExposureThere& there) {
  Levels levels;
  levels.strikes = there.strikes;
  levels.totals = there.totals;
  levels.expected_move = moves_.at(there.spot);
  const auto fraction = levels.expected_move ? std::optional{levels.expected_move->fraction} : std::nullopt;
  add_walls(levels, there.spot, settings_, [&](const WallStrike& at) {
    return with_attributes(at, exposure.holdings_at(at.strike, there), *book_.priced, repriced_, there.spot, fraction);
  });
  add_flips(levels, there);
  levels.open_interest = open_interest_.at(there.spot);
  add_the_rest(levels, there.spot, settings_);
  levels.battle_zone = zone_of(levels);
  levels.mean_exposure = mean_of(levels, there.spot);
  return levels;
}

void SpotLevels::add_flips(Levels& levels, const ExposureThere& there) {
  levels.flips = found_.flips;
  if (const FlipRoot* nearest = nearest_crossing(levels.flips.roots, there.spot))
    levels.flips.primary = dynamic_ != nullptr
                               ? flip_at(*nearest, *dynamic_, {dynamic_->gross_gex(there.spot), levels.flips.profile})
                               : flip_at(*nearest, repriced_, {there.totals.gross_gex, levels.flips.profile});
  const KnownExposure known = known_exposure(levels, dynamic_);
  levels.flip_grid60 = grid60_flip(repriced_, profile_at(public_grid(there.spot)), known);
  levels.flip_local = analytic_local_flip(repriced_, there.spot, known);
}

Level<BattleZone> SpotLevels::zone_of(const Levels& levels) const {
  const auto &now = levels.flips.primary, &then = found_.flips.primary;
  if (!now || !then || now->price == then->price) return found_.battle_zone;
  const auto step = strike_step(levels.strikes, book_.spot());
  if (!step) return base::failure(step.error());
  return dynamic_ != nullptr ? levels::battle_zone(*dynamic_, levels.flips, *step)
                             : levels::battle_zone(repriced_, levels.flips, *step);
}

Level<MeanExposure> SpotLevels::mean_of(const Levels& levels, market::Spot spot) {
  if (!settings_.mean_exposure) return base::failure(NoLevel::left_out);
  if (!levels.expected_move) return base::failure(NoLevel::no_volatility);
  if (repriced_.empty()) return base::failure(NoLevel::empty_book);
  const market::Instant as_of = book_.priced->chain->as_of;
  const market::Years tau{book_.priced->years_between(as_of, as_of + mean_horizon)};
  return mean_exposure([this](std::span<const market::Spot> spots) { return profile_at(spots); }, spot,
                       levels.expected_move->atm_vol, mean_horizon, tau);
}

std::vector<exposure::TabulatedPoint> SpotLevels::profile_at(std::span<const market::Spot> ascending) {
  const market::Spot low = ascending.front(), high = ascending.back();
  if (!table_ || low < table_->low || high > table_->high) {
    market::Spot lower{low.value() * (1 - room)}, higher{high.value() * (1 + room)};
    if (table_) lower = std::min(lower, table_->low), higher = std::max(higher, table_->high);
    table_.emplace(Table{lower, higher, {repriced_, lower, higher}});
  }
  return table_->profile.at(ascending);
}

}  // namespace gammafield::levels
