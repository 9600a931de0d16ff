#pragma once

#include <string>
#include <string_view>

#include "engine/analysis.h"
#include "levels/no_level.h"

/// Numbers and reasons as words, in one place.
namespace gammafield::brief {

[[nodiscard]] std::string price(double);                                           ///< `5,100`, `4,960.25`
[[nodiscard]] std::string share(double fraction);                                  ///< `61 %`
[[nodiscard]] std::string words(std::string_view code);                            ///< `monthly opex` of `monthly_opex`
[[nodiscard]] std::string none_because(levels::NoLevel);                           ///< `none: positive everywhere`
[[nodiscard]] std::string day(market::Date);                                       ///< `Tue 2026-08-18`
[[nodiscard]] std::string time_of_day(market::Instant, const market::Calendar&);   ///< `16:00`
[[nodiscard]] std::string day_and_time(market::Instant, const market::Calendar&);  ///< `Tue 2026-08-18 16:00 New York`
[[nodiscard]] std::string from_spot(double at, const engine::Report&);             ///< `+2.00 %, 1.2 moves`; `at spot`
/// Distance of a price in expected moves, by ln(K/S); none without an expected move.
[[nodiscard]] std::optional<double> moves_away(double at, const engine::Report&);

/// The standing walls where the Report has a session, else the plain ones.
[[nodiscard]] levels::Level<market::Strike> call_wall(const engine::Report&);
[[nodiscard]] levels::Level<market::Strike> put_wall(const engine::Report&);
/// `5,100`, or why there is none.
[[nodiscard]] std::string price_or_reason(const levels::Level<market::Strike>&);
[[nodiscard]] std::string price_or_reason(const levels::Level<levels::GammaFlip>&);

}  // namespace gammafield::brief
