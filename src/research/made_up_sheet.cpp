#include "research/made_up_sheet.h"

#include <chrono>
#include <cmath>

#include "research/round_numbers.h"

namespace gammafield::research {
namespace {

std::vector<exposure::StrikeExposure> random_strikes(double spot, double move, base::RandomStream& stream) {
  constexpr int each_side = 40;
  const double step = round_step(spot) / 10;
  const double middle = std::round(spot / step) * step;
  std::vector<exposure::StrikeExposure> strikes;
  for (int i = -each_side; i <= each_side; ++i) {
    const double strike = middle + i * step;
    const double away = std::log(strike / spot) / (1.5 * move);
    const auto exposure = [&] { return 1e8 * std::exp(-0.5 * away * away + stream.normal()); };
    const double call = exposure(), put = exposure();
    strikes.push_back({market::Strike{strike}, market::UsdPerPercent{call}, market::UsdPerPercent{put},
                       market::UsdPerPercent{call - put}, market::Contracts{std::round(call / 1e4)},
                       market::Contracts{std::round(put / 1e4)}});
  }
  return strikes;
}

}  // namespace

market::Instant evening_before(market::Date session, const market::Calendar& calendar) {
  return calendar.session_close(calendar.previous_trading_day(session)) + std::chrono::hours{2};
}

LevelSheet made_up_sheet(market::Date session, double spot, double move, base::RandomStream& stream,
                         const market::Calendar& calendar) {
  const auto evening = evening_before(session, calendar);
  LevelSheet sheet{.source = "made up", .as_of = evening, .available = evening, .spot = market::Spot{spot}};
  sheet.session_move = move;
  sheet.strikes = random_strikes(spot, move, stream);
  for (const auto& strike : sheet.strikes) {
    sheet.net_gex = market::UsdPerPercent{sheet.net_gex.value() + strike.net.value()};
    sheet.gross_gex = market::UsdPerPercent{sheet.gross_gex.value() + strike.absolute().value()};
  }
  return sheet;
}

}  // namespace gammafield::research
