#pragma once

#include <chrono>
#include <string>

#include "engine/analysis.h"

/// Made-up Reports with every kind of level, and with none.
namespace gammafield::platforms::testing {

inline levels::Wall wall_at(double strike, double value) {
  levels::Wall wall;
  wall.at = {market::Strike{strike}, levels::Measure::net, market::UsdPerPercent{value}, 0.1, 1.4};
  wall.strength = market::UsdPerPercent{value < 0 ? -value : value};
  return wall;
}

inline levels::GammaFlip flip_at(double price) {
  return {market::Spot{price}, levels::FlipKind::regular, levels::FlipMethod::reprice, market::UsdPerPercent{1e9},
          false};
}

/// An index at 5,000 on a Tuesday evening; a book without a level.
inline engine::Report report_without_levels() {
  using namespace std::chrono;
  engine::Report report;
  report.symbol = "SPX";
  report.as_of = sys_days{2026y / August / 18} + 20h;
  report.session = 2026y / August / 18;
  report.spot = market::Spot{5000};
  return report;
}

inline engine::Report made_up_report() {
  using namespace std::chrono;
  auto report = report_without_levels();
  report.oi_date = 2026y / August / 17;
  auto& levels = report.levels;
  levels.call_wall = wall_at(5100, 4e9);
  levels.put_wall = wall_at(4850, -3e9);
  levels.flip = flip_at(4960.2468);
  report.flip_variants.zero_dte = flip_at(4981.117);
  levels.absolute_gamma =
      levels::WallStrike{market::Strike{5000}, levels::Measure::absolute, market::UsdPerPercent{9e9}, 0.1, 1.1};
  levels.battle_zone = levels::BattleZone{market::Spot{4948.01}, market::Spot{4971.377}, 1};
  levels.focus = {{market::Strike{5200}, market::UsdPerPercent{1.1e9}, levels::FocusKind::call_dominated},
                  {market::Strike{4750}, market::UsdPerPercent{-1.4e9}, levels::FocusKind::put_dominated}};
  levels.clusters = {{market::Strike{4825}, market::Strike{4875}, 4849, market::UsdPerPercent{4e9}, 0.3, -0.6, false},
                     {market::Strike{5075}, market::Strike{5125}, 5101, market::UsdPerPercent{5e9}, 0.3, 0.6, true}};
  levels.contested = {{market::Strike{4925}, market::Strike{4925}, market::UsdPerPercent{2e9}, 0.8}};
  levels.trigger = market::Strike{4950};
  levels.expected_move = levels::ExpectedMove{.usd = market::Usd{40.133},
                                              .pct = 0.8,
                                              .until = report.as_of + 24h,
                                              .fraction = 0.008,
                                              .atm_vol = market::ImpliedVol{0.127},
                                              .straddle = {},
                                              .straddle_until = {}};
  auto& view = levels.open_interest;
  view.call_wall = market::Strike{5150};
  view.put_wall = market::Strike{4800};
  view.pin = market::Strike{5000};
  view.max_pain = levels::MaxPain{market::Strike{4990}, market::Strike{4990}, market::Strike{4990}, market::Usd{1e8}};
  for (int i = 0; i < 14; ++i) {
    const double net = (i % 2 == 0 ? 1 : -1) * (4e9 - 2e8 * i);
    levels.strikes.push_back({market::Strike{4700.0 + 50 * i}, market::UsdPerPercent{5e9}, market::UsdPerPercent{5e9},
                              market::UsdPerPercent{net}, market::Contracts{1000}, market::Contracts{1000}});
  }
  return report;
}

/// The same with a session's memory: the standing call wall is another strike than the plain winner, and TESTED.
inline engine::Report watched_report() {
  auto report = made_up_report();
  session::SessionReport over_time;
  over_time.call_wall = session::WallReport{.at = wall_at(5075, 3.8e9).at,
                                            .since = report.as_of - std::chrono::hours{30},
                                            .state = session::WallState::tested,
                                            .attempt = {},
                                            .plain = market::Strike{5100},
                                            .change = {}};
  over_time.put_wall = session::WallReport{.at = wall_at(4850, -3e9).at,
                                           .since = report.as_of - std::chrono::hours{30},
                                           .state = session::WallState::holding,
                                           .attempt = {},
                                           .plain = market::Strike{4850},
                                           .change = {}};
  report.over_time = std::move(over_time);
  return report;
}

/// The same snapshot by the expiries of its day.
inline engine::Report zero_dte_report() {
  auto report = report_without_levels();
  report.levels.call_wall = wall_at(5030, 1e9);
  report.levels.put_wall = base::failure(levels::NoLevel::no_negative);
  report.levels.absolute_gamma =
      levels::WallStrike{market::Strike{5010}, levels::Measure::absolute, market::UsdPerPercent{2e9}, 0.1, 1.1};
  return report;
}

}  // namespace gammafield::platforms::testing
