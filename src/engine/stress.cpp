#include "engine/stress.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "exposure/by_strike.h"
#include "exposure/totals.h"
#include "pricing/shifted_chain.h"

namespace gammafield::engine {
namespace {

using std::chrono::minutes;

constexpr minutes session_length{390};
constexpr minutes melting_within{60};
constexpr double reach_in_deviations = 2;
constexpr double swamped_above = 3;
constexpr double points_a_unit = 100;  // vol points in 1.00

exposure::Book shifted_book(const Analysis& now, const pricing::Shift& shift) {
  const auto& settings = now.report.settings;
  const auto priced = std::make_shared<const pricing::PricedChain>(pricing::shifted(*now.priced, shift));
  return exposure::make_book(priced, settings.positioning, settings.expiry_filter);
}

/// What the rule that named the wall sees of a strike.
double measured(const exposure::StrikeExposure& at, levels::Measure measure) {
  switch (measure) {
    case levels::Measure::net: return at.net.value();
    case levels::Measure::call: return at.call.value();
    case levels::Measure::put: return at.put.value();
    case levels::Measure::absolute: return at.absolute().value();
  }
  return 0;
}

std::optional<market::UsdPerPercent> strength_then(const levels::Level<levels::Wall>& wall,
                                                   const std::vector<exposure::StrikeExposure>& strikes) {
  if (!wall) return std::nullopt;
  const auto at = std::ranges::lower_bound(strikes, wall->at.strike, {}, &exposure::StrikeExposure::strike);
  const bool there = at != strikes.end() && at->strike == wall->at.strike;
  return market::UsdPerPercent{there ? std::abs(measured(*at, wall->at.measure)) : 0};
}

/// The next settlement of an expiry in the book; expiries come in that order.
std::optional<std::size_t> next_expiry(const Analysis& now) {
  const auto& holdings = now.book.holdings;
  if (holdings.empty()) return std::nullopt;
  return std::ranges::min(holdings, {}, &exposure::Holding::expiry).expiry;
}

/// Now, then steps that end a minute before the settlement; of a settlement days away its last session only.
std::vector<minutes> looks(minutes left, minutes step) {
  std::vector<minutes> times{minutes{0}};
  const minutes last = left - minutes{1};
  for (minutes at = left > session_length ? left - session_length : step; at < last; at += step) times.push_back(at);
  if (last > times.back()) times.push_back(last);
  return times;
}

void add_steps(Stress& stress, const Analysis& now, minutes step) {
  const auto left = std::chrono::floor<minutes>(stress.settles_at - now.report.as_of);
  const auto& levels = now.report.levels;
  double delta = levels.totals.net_dex.value(), flow = 0;
  for (const minutes ahead : looks(left, step)) {
    const auto book = shifted_book(now, {.elapsed = ahead, .vol = 0});
    const auto totals = exposure::totals(book);
    const auto strikes = exposure::by_strike(book);
    const double traded = ahead.count() == 0 ? 0 : now.report.settings.x_scale * (delta - totals.net_dex.value());
    delta = totals.net_dex.value();
    flow += traded;
    stress.steps.push_back({ahead, totals.net_gex, totals.gross_gex, strength_then(levels.call_wall, strikes),
                            strength_then(levels.put_wall, strikes), market::Usd{traded}});
  }
  stress.charm_flow = market::Usd{flow};
}

std::optional<WallRisk> wall_risk(const Analysis& now, const levels::Level<levels::Wall>& wall,
                                  const pricing::PricedExpiry& next, market::Usd flow) {
  if (!wall) return std::nullopt;
  WallRisk risk;
  risk.strike = wall->at.strike;
  risk.strength = wall->strength;
  risk.half_life = wall->half_life;
  risk.melts = wall->half_life && *wall->half_life <= melting_within;
  const double deviation = next.atm_vol * std::sqrt(next.years);
  if (deviation > 0) {
    risk.deviations_away = std::abs(std::log(wall->at.strike.value() / now.report.spot.value())) / deviation;
    risk.out_of_reach = *risk.deviations_away > reach_in_deviations;
  }
  if (flow.value() != 0 && wall->strength.value() > 0) {
    risk.swamp_ratio = std::abs(flow.value()) / (wall->strength.value() * now.report.settings.x_scale);
    risk.swamped = *risk.swamp_ratio > swamped_above;
  }
  return risk;
}

VolShift vol_shift(const Analysis& now, double points) {
  const auto book = shifted_book(now, {.elapsed = {}, .vol = points / points_a_unit});
  const auto totals = exposure::totals(book);
  const auto strikes = exposure::by_strike(book);
  const auto& settings = now.report.settings.levels;
  const levels::FlipRoots flips = levels::repriced_flips(exposure::RepricedBook{book}, settings.flip_domain);
  return {.points = points,
          .net = totals.net_gex,
          .gross = totals.gross_gex,
          .flip = flips.primary,
          .call_wall = levels::call_wall(strikes, book.spot(), settings.call_basis, settings.call_wall_side),
          .put_wall = levels::put_wall(strikes, book.spot(), settings.put_wall_rule),
          .sign_changes = totals.net_gex.value() * now.report.levels.totals.net_gex.value() < 0};
}

WidenedBand widened_band(const Analysis& now) {
  bands::BandSettings settings = now.report.settings.bands;
  WidenedBand band;
  band.now = bands_of(now, settings);
  settings.widening *= 2;
  band.widened = bands_of(now, settings);
  if (!band.now || !band.widened) return band;
  band.sign_changes = band.now->net_gex.q50.value() * band.widened->net_gex.q50.value() < 0;
  band.regime_changes = band.now->regime != band.widened->regime;
  return band;
}

}  // namespace

Stress stress(const Analysis& now, const StressSettings& settings) {
  assert(settings.step.count() > 0);
  Stress found;
  found.settles_at = now.report.as_of;
  found.otc = otc_effect(now.report.levels.totals.net_gex, now.report.settings.otc);
  const auto next = next_expiry(now);
  if (!next) return found;
  found.settles_at = now.priced->chain->expiries[*next].settles_at;
  add_steps(found, now, settings.step);
  const auto& expiry = now.priced->expiries[*next];
  found.call_wall = wall_risk(now, now.report.levels.call_wall, expiry, settings.flow);
  found.put_wall = wall_risk(now, now.report.levels.put_wall, expiry, settings.flow);
  for (const double points : settings.vol_points) found.vol_shifts.push_back(vol_shift(now, points));
  found.band = widened_band(now);
  return found;
}

}  // namespace gammafield::engine
