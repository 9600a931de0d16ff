#include "studies/sheet_of.h"

#include <cmath>
#include <utility>

namespace gammafield::studies {

research::LevelSheet sheet_of(const engine::Report& report, std::string source) {
  constexpr double sessions_a_year = 252;
  const auto& levels = report.levels;
  research::LevelSheet sheet{.source = std::move(source),
                             .as_of = report.as_of,
                             .available = report.as_of,
                             .oi_date = report.oi_date,
                             .spot = report.spot,
                             .net_gex = levels.totals.net_gex,
                             .gross_gex = levels.totals.gross_gex,
                             .strikes = levels.strikes};
  if (levels.expected_move) sheet.session_move = levels.expected_move->atm_vol.value() / std::sqrt(sessions_a_year);
  if (levels.flip) sheet.flip = levels.flip->price;
  return sheet;
}

}  // namespace gammafield::studies
