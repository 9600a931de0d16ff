#include "levels/levels.h"

#include <algorithm>
#include <cmath>

#include "levels/assembly.h"
#include "levels/dynamic_flip.h"
#include "levels/flips_there.h"
#include "levels/mean_there.h"
#include "levels/open_interest_views.h"

namespace gammafield::levels {
namespace {

using exposure::Book;
using exposure::DynamicBook;
using exposure::RepricedBook;
using exposure::StrikeExposure;

template <class T, class Field>
std::optional<Field> field_of(const Level<T>& level, Field T::* field) {
  if (!level) return std::nullopt;
  return (*level).*field;
}

CallWalls call_walls(std::span<const StrikeExposure> strikes, market::Spot spot, CallWallSide side) {
  return {call_wall(strikes, spot, Basis::net, side), call_wall(strikes, spot, Basis::gross, side),
          call_wall(strikes, spot, Basis::absolute, side), peak_strike(strikes, spot, Measure::net),
          peak_strike(strikes, spot, Measure::call)};
}

PutWalls put_walls(std::span<const StrikeExposure> strikes, market::Spot spot) {
  const auto by = [&](PutWallRule rule) { return put_wall(strikes, spot, rule); };
  return {by(PutWallRule::most_negative_net), by(PutWallRule::gross_put), by(PutWallRule::max_positive_below),
          by(PutWallRule::absolute), peak_strike(strikes, spot, Measure::put)};
}

Level<WallStrike> named_put_wall(const PutWalls& walls, PutWallRule rule) {
  switch (rule) {
    case PutWallRule::most_negative_net: return walls.most_negative_net;
    case PutWallRule::gross_put: return walls.gross_put;
    case PutWallRule::max_positive_below: return walls.max_positive_below;
    case PutWallRule::absolute: return walls.absolute;
  }
  return walls.most_negative_net;
}

Level<WallStrike> named_call_wall(const CallWalls& walls, Basis basis) {
  switch (basis) {
    case Basis::net: return walls.net;
    case Basis::gross: return walls.gross;
    case Basis::absolute: return walls.absolute;
  }
  return walls.net;
}

const Level<GammaFlip>& named_flip(const Levels& levels, FlipMethod method) {
  switch (method) {
    case FlipMethod::reprice: return levels.flips.primary;
    case FlipMethod::grid60: return levels.flip_grid60;
    case FlipMethod::cumulative_strikes: return levels.flip_cumulative;
    case FlipMethod::nearest_sign_change: return levels.flip_sign_change;
    case FlipMethod::analytic_local: return levels.flip_local;
  }
  return levels.flips.primary;
}

NamedLevels named_levels(const Levels& levels) {
  NamedLevels named;
  named.absolute_gamma = field_of(levels.absolute_gamma, &WallStrike::strike);
  named.flip = field_of(levels.flip, &GammaFlip::price);
  if (levels.open_interest.pin) named.pin = *levels.open_interest.pin;
  double larger = 0;
  if (levels.call_wall) {
    named.call_wall = levels.call_wall->at.strike;
    larger = levels.call_wall->strength.value();
  }
  if (levels.put_wall) {
    named.put_wall = levels.put_wall->at.strike;
    larger = std::max(larger, levels.put_wall->strength.value());
  }
  if (larger > 0) named.larger_wall = market::UsdPerPercent{larger};
  return named;
}

std::optional<double> gamma_tilt(const exposure::Totals& totals) {
  if (!(totals.put_gex.value() > 0)) return std::nullopt;
  const double tilt = totals.call_gex.value() / totals.put_gex.value();
  if (!std::isfinite(tilt)) return std::nullopt;  // puts so thin that there are as good as none
  return tilt;
}

std::optional<double> band_position(const Levels& levels, market::Spot spot) {
  if (!levels.call_wall || !levels.put_wall) return std::nullopt;
  const double low = levels.put_wall->at.strike.value(), high = levels.call_wall->at.strike.value();
  if (!(high > low)) return std::nullopt;
  return (spot.value() - low) / (high - low);
}

Level<MeanExposure> mean_over_half_hour(const Levels& levels, const RepricedBook& repriced,
                                        const pricing::PricedChain& priced) {
  if (!levels.expected_move) return base::failure(NoLevel::no_volatility);
  const market::Years tau{priced.years_between(priced.chain->as_of, priced.chain->as_of + mean_horizon)};
  return mean_exposure(repriced, levels.expected_move->atm_vol, mean_horizon, tau);
}

std::optional<double> move_fraction(const Levels& levels) {
  return field_of(levels.expected_move, &ExpectedMove::fraction);
}

Level<BattleZone> zone_of(const Levels& levels, const Book& book, const RepricedBook& repriced,
                          const DynamicBook* dynamic) {
  const auto step = strike_step(levels.strikes, book.spot());
  if (!step) return base::failure(step.error());
  return dynamic != nullptr ? battle_zone(*dynamic, levels.flips, *step) : battle_zone(repriced, levels.flips, *step);
}

}  // namespace

void add_walls(Levels& levels, market::Spot spot, const LevelSettings& settings, const Described& described) {
  levels.call_walls = call_walls(levels.strikes, spot, settings.call_wall_side);
  levels.put_walls = put_walls(levels.strikes, spot);
  levels.absolute_gamma = absolute_gamma_strike(levels.strikes, spot);
  levels.peak_net = peak_net_strike(levels.strikes, spot);
  levels.call_wall = named_call_wall(levels.call_walls, settings.call_basis).map(described);
  levels.put_wall = named_put_wall(levels.put_walls, settings.put_wall_rule).map(described);
}

void add_the_rest(Levels& levels, market::Spot spot, const LevelSettings& settings) {
  levels.flip_cumulative = cumulative_strikes_flip(levels.strikes);
  levels.flip_sign_change = nearest_sign_change_flip(levels.strikes, spot);
  levels.flip = named_flip(levels, settings.flip_method);
  const NamedLevels named = named_levels(levels);
  levels.focus = focus_levels(levels.strikes, spot, named);
  levels.clusters = clusters(levels.strikes, spot);
  levels.contested = contested_strikes(levels.strikes, spot);
  levels.trigger = trigger_strike(levels.strikes, named);
  levels.gamma_tilt = gamma_tilt(levels.totals);
  levels.band_position = band_position(levels, spot);
  levels.regime = regime(levels.totals, spot, levels.flips, move_fraction(levels), settings.regime);
}

KnownExposure known_exposure(const Levels& levels, const DynamicBook* dynamic) {
  if (dynamic != nullptr) return {levels.totals.gross_gex, {}};
  return {levels.totals.gross_gex, levels.flips.profile};
}

Levels find_levels(const Book& book, const RepricedBook& repriced, const LevelSettings& settings,
                   const DynamicBook* dynamic) {
  Levels levels;
  levels.strikes = exposure::by_strike(book);
  levels.totals = exposure::totals(book);
  levels.expected_move = expected_move(*book.priced);
  add_walls(levels, book.spot(), settings,
            [&](const WallStrike& at) { return with_attributes(at, book, repriced, move_fraction(levels)); });
  levels.flips = dynamic != nullptr ? dynamic_flips(*dynamic, settings.flip_domain)
                                    : repriced_flips(repriced, settings.flip_domain);
  const KnownExposure known = known_exposure(levels, dynamic);
  levels.flip_grid60 = grid60_flip(repriced, known);
  levels.flip_local = analytic_local_flip(repriced, book.spot(), known);
  levels.open_interest = OpenInterestViews{book, settings}.at(book.spot());
  add_the_rest(levels, book.spot(), settings);
  levels.battle_zone = zone_of(levels, book, repriced, dynamic);
  levels.mean_exposure = settings.mean_exposure ? mean_over_half_hour(levels, repriced, *book.priced)
                                                : Level<MeanExposure>{base::failure(NoLevel::left_out)};
  return levels;
}

}  // namespace gammafield::levels
