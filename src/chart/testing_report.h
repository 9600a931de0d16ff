#pragma once

#include <chrono>
#include <cmath>
#include <numbers>
#include <vector>

#include "chart/profile_curve.h"
#include "engine/analysis.h"

/// Made-up reports for the tests of this folder: an index at 5,000 with open interest at round numbers.
namespace gammafield::chart::testing {

inline constexpr double spot = 5000, total_sigma = 0.05;  // of every contract: sigma * sqrt(T)

/// Dollars of exposure of one strike's calls (or puts) were spot at `at`.
inline double bump(double at, double strike, double contracts) {
  const double d = std::log(at / strike) / total_sigma;
  return contracts * at * std::exp(-d * d / 2) / std::sqrt(2 * std::numbers::pi) / total_sigma;
}

inline double call_interest(double strike) { return strike < 4900 ? 400 : std::fmod(strike, 100) == 0 ? 24000 : 3000; }
inline double put_interest(double strike) { return strike > 5100 ? 500 : std::fmod(strike, 100) == 50 ? 26000 : 4000; }

inline exposure::StrikeExposure exposure_at(double strike) {
  const double call = bump(spot, strike, call_interest(strike)), put = bump(spot, strike, put_interest(strike));
  return {market::Strike{strike},
          market::UsdPerPercent{call},
          market::UsdPerPercent{put},
          market::UsdPerPercent{call - put},
          market::Contracts{call_interest(strike)},
          market::Contracts{put_interest(strike)}};
}

inline levels::Wall wall_at(const exposure::StrikeExposure& at) {
  levels::Wall wall;
  wall.at = {at.strike, levels::Measure::net, at.net, 0.1, 1.4};
  wall.strength = market::UsdPerPercent{std::abs(at.net.value())};
  wall.effect_at_strike =
      at.net.value() < 0 ? levels::MechanicalEffect::amplifying : levels::MechanicalEffect::dampening;
  wall.distance_points = at.strike.value() - spot;
  wall.distance_pct = 100 * (at.strike.value() / spot - 1);
  wall.distance_expected_moves = wall.distance_pct / 0.8;
  return wall;
}

inline void add_levels(levels::Levels& levels) {
  levels.call_wall = wall_at(exposure_at(5100));
  levels.put_wall = wall_at(exposure_at(4850));
  const levels::FlipRoot root{market::Spot{4960.25}, levels::FlipKind::regular, market::UsdPerPercent{1e9}, 1e-12};
  levels.flips.roots = {root, {market::Spot{4801.5}, levels::FlipKind::inverted, market::UsdPerPercent{-1e8}, 1e-12}};
  levels.flip = levels::GammaFlip{root.price, root.kind, levels::FlipMethod::reprice, root.slope, false};
  levels.flips.primary = levels.flip;
  levels.absolute_gamma =
      levels::WallStrike{market::Strike{5000}, levels::Measure::absolute, market::UsdPerPercent{9e9}, 0.1, 1.1};
  levels.battle_zone = levels::BattleZone{market::Spot{4948}, market::Spot{4971}, 1};
  levels.focus = {{market::Strike{5200}, market::UsdPerPercent{1.1e9}, levels::FocusKind::call_dominated},
                  {market::Strike{4750}, market::UsdPerPercent{-1.4e9}, levels::FocusKind::put_dominated}};
  levels.clusters = {{market::Strike{4825}, market::Strike{4875}, 4849, market::UsdPerPercent{4e9}, 0.3, -0.6, false},
                     {market::Strike{5075}, market::Strike{5125}, 5101, market::UsdPerPercent{4e9}, 0.3, 0.6, true}};
  levels.contested = {{market::Strike{4925}, market::Strike{4925}, market::UsdPerPercent{2e9}, 0.8}};
}

inline engine::Report report_without_levels() {
  using namespace std::chrono;
  engine::Report report;
  report.symbol = "SPX";
  report.as_of = sys_days{2026y / August / 18} + 20h;
  report.session = 2026y / August / 18;
  report.spot = market::Spot{spot};
  report.levels.battle_zone = base::failure(levels::NoLevel::no_flip);
  report.levels.expected_move = base::failure(levels::NoLevel::no_volatility);
  return report;
}

/// Every kind of level, strikes of 5 dollars from 4,400 to 5,600.
inline engine::Report made_up_report() {
  using namespace std::chrono;
  auto report = report_without_levels();
  report.oi_date = 2026y / August / 17;
  report.quality = {.contracts = 964,
                    .used = 950,
                    .coverage_oi = 0.987,
                    .rejected = {{"bad_strike", 3}},
                    .unpriced = {{"expired", 11}},
                    .vol_sources = {},
                    .quote_flags = {},
                    .smile = {},
                    .forward_sources = {},
                    .exercise = {},
                    .flags = {},
                    .vendor_gamma_difference = {}};
  auto& levels = report.levels;
  double calls = 0, puts = 0;
  for (double strike = 4400; strike <= 5600; strike += 5) {
    levels.strikes.push_back(exposure_at(strike));
    calls += levels.strikes.back().call.value();
    puts += levels.strikes.back().put.value();
  }
  levels.totals.call_gex = market::UsdPerPercent{calls};
  levels.totals.put_gex = market::UsdPerPercent{puts};
  levels.totals.net_gex = market::UsdPerPercent{calls - puts};
  levels.totals.gross_gex = market::UsdPerPercent{calls + puts};
  levels.regime.label = levels::RegimeLabel::positive;
  levels.expected_move = levels::ExpectedMove{.usd = market::Usd{40},
                                              .pct = 0.8,
                                              .until = report.as_of + 24h,
                                              .fraction = 0.008,
                                              .atm_vol = market::ImpliedVol{0.127},
                                              .straddle = {},
                                              .straddle_until = {}};
  add_levels(levels);
  return report;
}

/// Negative below the flip and positive above it.
inline std::vector<CurvePoint> made_up_profile() {
  std::vector<CurvePoint> profile;
  for (double at = 4700; at <= 5300; at += 2) {
    profile.push_back({market::Spot{at}, market::UsdPerPercent{6e9 * std::tanh((at - 4960.25) / 150)}});
  }
  return profile;
}

}  // namespace gammafield::chart::testing
