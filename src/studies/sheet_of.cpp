#include "studies/sheet_of.h"

#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "research/price_range.h"

namespace gammafield::studies {
namespace {

using research::LevelSheet, research::Settling;

/// Every strike that is a wall by one of the bases that levels are elected by.
std::set<market::Strike> walls_of(const LevelSheet& sheet) {
  using research::WallBasis;
  std::set<market::Strike> walls;
  for (const auto side : {levels::Side::call, levels::Side::put}) {
    for (const auto basis : {WallBasis::net, WallBasis::gross, WallBasis::absolute}) {
      if (const auto wall = research::wall_of(sheet, side, basis)) walls.insert(wall->strike);
    }
  }
  return walls;
}

/// The gross exposure of the strikes in a range, by settlement.
std::vector<Settling> settling_of(const engine::Analysis& analysis, research::PriceRange range) {
  const auto& chain = *analysis.priced->chain;
  std::map<market::Instant, double> gross;
  for (const auto& holding : analysis.book.holdings) {
    if (range.holds(holding.strike.value()))
      gross[chain.expiries[holding.expiry].settles_at] += holding.gross_gex.value();
  }
  std::vector<Settling> settling;
  for (const auto& [at, sum] : gross)
    settling.push_back({at, analysis.report.calendar->session_of(at), market::UsdPerPercent{sum}});
  return settling;
}

}  // namespace

LevelSheet sheet_of(const engine::Analysis& analysis, std::string source) {
  constexpr double sessions_a_year = 252;
  constexpr research::PriceRange everywhere{0, HUGE_VAL};
  const auto& report = analysis.report;
  const auto& levels = report.levels;
  LevelSheet sheet{.source = std::move(source),
                   .as_of = report.as_of,
                   .available = report.as_of,
                   .oi_date = report.oi_date,
                   .spot = report.spot,
                   .net_gex = levels.totals.net_gex,
                   .gross_gex = levels.totals.gross_gex,
                   .strikes = levels.strikes};
  if (levels.expected_move) sheet.session_move = levels.expected_move->atm_vol.value() / std::sqrt(sessions_a_year);
  if (levels.flip) sheet.flip = levels.flip->price;
  for (const auto strike : walls_of(sheet)) {
    const market::Spot there{strike.value()};
    sheet.walls.push_back(
        {.strike = strike,
         .net_gex = analysis.repriced.net_gex(there),
         .gross_gex = analysis.repriced.gross_gex(there),
         .close_by = settling_of(analysis, research::around(strike.value(), research::close_by_wall))});
  }
  sheet.settling = settling_of(analysis, everywhere);
  if (report.bands && *report.bands) sheet.positive_gex_chance = (*report.bands)->p_positive;
  return sheet;
}

}  // namespace gammafield::studies
