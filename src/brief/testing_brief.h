#pragma once

#include "chart/testing_report.h"
#include "engine/replay.h"

/// Made-up Reports for the tests of this folder: those of chart/, with a session's memory and a day behind them.
namespace gammafield::brief::testing {

using chart::testing::report_without_levels;

inline session::WallReport standing(levels::Wall wall, session::WallState state, market::Instant since) {
  session::StrengthChange change;
  change.before = market::UsdPerPercent{3.0e9};
  change.after = market::UsdPerPercent{3.6e9};
  change.rolled_off = market::UsdPerPercent{-2e8};
  change.from_open_interest = market::UsdPerPercent{5e8};
  change.oi_arrow = session::Arrow::up;
  change.total_arrow = session::Arrow::up;
  return {.at = wall.at, .since = since, .state = state, .attempt = {}, .plain = wall.at.strike, .change = change};
}

inline levels::GammaFlip flip_at(double price) {
  levels::GammaFlip flip;
  flip.price = market::Spot{price};
  return flip;
}

inline session::AfterMap made_up_map(market::Instant as_of) {
  using std::chrono::hours;
  session::AfterMap map;
  map.session = {as_of + hours{24}, market::Strike{5100}, market::Strike{4850}, flip_at(4958.5)};
  map.friday = {as_of + hours{72}, market::Strike{5150}, market::Strike{4850}, flip_at(4941)};
  map.monthly = {as_of + hours{31 * 24}, market::Strike{5150}, base::failure(levels::NoLevel::no_negative),
                 base::failure(levels::NoLevel::positive_everywhere)};
  return map;
}

/// The put wall is within one expected move, the flip as well.
inline engine::Report made_up_report() {
  auto report = chart::testing::made_up_report();
  report.levels.totals.net_gex = market::UsdPerPercent{2.5e9};
  report.levels.regime.net_to_gross = report.levels.totals.net_to_gross();
  report.levels.band_position = 0.6;
  report.levels.call_wall->expiry_mix = {{market::ExpiryClass::zero_dte, 0.41},
                                         {market::ExpiryClass::monthly_opex, 0.59}};
  session::SessionReport over_time;
  over_time.call_wall =
      standing(*report.levels.call_wall, session::WallState::tested, report.as_of - std::chrono::hours{26});
  over_time.put_wall =
      standing(*report.levels.put_wall, session::WallState::holding, report.as_of - std::chrono::hours{98});
  over_time.after = made_up_map(report.as_of);
  over_time.tier = {45, 72.0};
  report.over_time = std::move(over_time);
  report.quality.flags.push_back({"as_of_is_session_close", "the file has no time; its session's close is taken"});
  return report;
}

inline engine::Report report_before() {
  auto report = chart::testing::made_up_report();
  report.as_of -= std::chrono::hours{24};
  report.session = market::Date{std::chrono::sys_days{report.session} - std::chrono::days{1}};
  report.spot = market::Spot{4975.5};
  report.levels.call_wall->at.strike = market::Strike{5050};
  report.levels.totals.net_gex = market::UsdPerPercent{1.5e9};
  return report;
}

inline engine::ReplayDay quiet_day() {
  engine::ReplayDay day;
  day.date = made_up_report().session;
  return day;
}

/// A FAKE and a REAL at the call wall.
inline engine::ReplayDay made_up_day() {
  using namespace std::chrono;
  const auto open = sys_days{2026y / August / 18} + 13h + 30min;
  engine::ReplayDay day;
  day.date = 2026y / August / 18;
  day.close = market::Spot{5004.75};
  day.snapshots = 390;
  day.call_wall = engine::DayWall{market::Strike{5100}, session::WallState::tested, {}, {}};
  day.put_wall = engine::DayWall{market::Strike{4850}, session::WallState::holding, {}, {}};
  day.net_gex = market::UsdPerPercent{2.5e9};
  day.regime = levels::RegimeLabel::positive;
  session::Attempt fake{.crossed_at = open + 20min, .beyond = 7min, .furthest = market::Usd{3.25}};
  fake.label = session::AttemptLabel::fake;
  session::Attempt real{.crossed_at = open + 90min, .beyond = 20min, .furthest = market::Usd{14.5}};
  real.label = session::AttemptLabel::real;
  day.attempts = {{levels::Side::call, market::Strike{5050}, fake}, {levels::Side::call, market::Strike{5050}, real}};
  day.events = {
      {open + 20min, session::EventKind::wall_tested, "Call wall 5050 is tested"},
      {open + 27min, session::EventKind::wall_held, "Call wall 5050 holds: FAKE (7 min beyond, 3.25 at the furthest)"},
      {open + 110min, session::EventKind::wall_broken,
       "Call wall 5050 is broken: REAL (20 min beyond, 14.50 at the furthest)"},
      {open + 110min, session::EventKind::wall_migrated, "Call wall moves 5050 to 5100 (+50): broken"},
      {open + 300min, session::EventKind::wall_tested, "Call wall 5100 is tested"}};
  return day;
}

}  // namespace gammafield::brief::testing
