#include "brief/wording.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "exports/numerals.h"

namespace gammafield::brief {
namespace {

levels::Level<market::Strike> wall(const levels::Level<levels::Wall>& plain,
                                   const levels::Level<session::WallReport>* standing) {
  if (standing != nullptr) {
    if (!*standing) return base::failure(standing->error());
    return (*standing)->at.strike;
  }
  if (!plain) return base::failure(plain.error());
  return plain->at.strike;
}

}  // namespace

std::string price(double value) { return exports::grouped(value, true); }

std::string share(double fraction) {
  if (fraction > 0 && fraction < 0.005) return "under 1 %";
  return fmt::format("{:.0f} %", 100 * fraction);
}

std::string words(std::string_view code) {
  std::string text{code};
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string none_because(levels::NoLevel reason) { return "none: " + words(to_string(reason)); }

std::string day(market::Date date) {
  constexpr std::array<std::string_view, 7> names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return fmt::format("{} {}", names[std::chrono::weekday{std::chrono::sys_days{date}}.c_encoding()],
                     market::to_string(date));
}

std::string time_of_day(market::Instant at, const market::Calendar& calendar) {
  return calendar.clock(at).substr(11);  // behind `2026-08-18 `
}

std::string day_and_time(market::Instant at, const market::Calendar& calendar) {
  return fmt::format("{} {} {}", day(calendar.local(at).date), time_of_day(at, calendar), calendar.rules().place);
}

std::optional<double> moves_away(double at, const engine::Report& report) {
  const auto& move = report.levels.expected_move;
  if (!move || !(move->fraction > 0) || !(at > 0)) return std::nullopt;
  return std::log(at / report.spot.value()) / move->fraction;
}

std::string from_spot(double at, const engine::Report& report) {
  if (std::abs(at / report.spot.value() - 1) < 5e-5) return "at spot";
  const auto percent = exports::signed_percent(100 * (at / report.spot.value() - 1));
  constexpr double far = 10;  // beyond it a number of moves says nothing more, as a quarter of an hour before a close
  const auto moves = moves_away(at, report);
  return moves && std::abs(*moves) <= far ? fmt::format("{}, {:.1f} moves", percent, std::abs(*moves)) : percent;
}

levels::Level<market::Strike> call_wall(const engine::Report& report) {
  return wall(report.levels.call_wall, report.over_time ? &report.over_time->call_wall : nullptr);
}

levels::Level<market::Strike> put_wall(const engine::Report& report) {
  return wall(report.levels.put_wall, report.over_time ? &report.over_time->put_wall : nullptr);
}

std::string price_or_reason(const levels::Level<market::Strike>& level) {
  return level ? price(level->value()) : none_because(level.error());
}

std::string price_or_reason(const levels::Level<levels::GammaFlip>& level) {
  return level ? price(level->price.value()) : none_because(level.error());
}

}  // namespace gammafield::brief
