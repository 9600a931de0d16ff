#include "alerts/watched_price.h"

#include <fmt/format.h>

namespace gammafield::alerts {
namespace {

std::optional<double> wall(const std::optional<session::SessionReport>& session,
                           levels::Level<session::WallReport> session::SessionReport::* standing,
                           const levels::Level<levels::Wall>& plain) {
  if (session) {
    const auto& now = (*session).*standing;
    return now ? std::optional{now->at.strike.value()} : std::nullopt;
  }
  return plain ? std::optional{plain->at.strike.value()} : std::nullopt;
}

}  // namespace

std::optional<double> watched_price(const Watched& watched, const engine::Report& report) {
  if (const double* price = std::get_if<double>(&watched)) return *price;
  const auto& levels = report.levels;
  using session::SessionReport;
  switch (std::get<WatchedLevel>(watched)) {
    case WatchedLevel::call_wall: return wall(report.over_time, &SessionReport::call_wall, levels.call_wall);
    case WatchedLevel::put_wall: return wall(report.over_time, &SessionReport::put_wall, levels.put_wall);
    case WatchedLevel::gamma_flip: return levels.flip ? std::optional{levels.flip->price.value()} : std::nullopt;
    case WatchedLevel::max_pain: {
      const auto& pain = levels.open_interest.max_pain;
      return pain ? std::optional{pain->strike.value()} : std::nullopt;
    }
    case WatchedLevel::absolute_gamma:
      return levels.absolute_gamma ? std::optional{levels.absolute_gamma->strike.value()} : std::nullopt;
    case WatchedLevel::pin: {
      const auto& pin = levels.open_interest.pin;
      return pin ? std::optional{pin->value()} : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string watched_name(const Watched& watched) {
  if (const double* price = std::get_if<double>(&watched)) return fmt::format("{:g}", *price);
  return std::string{to_string(std::get<WatchedLevel>(watched))};
}

std::string watched_words(const Watched& watched) {
  if (std::holds_alternative<double>(watched)) return "your price";
  switch (std::get<WatchedLevel>(watched)) {
    case WatchedLevel::call_wall: return "the call wall";
    case WatchedLevel::put_wall: return "the put wall";
    case WatchedLevel::gamma_flip: return "the gamma flip";
    case WatchedLevel::max_pain: return "max pain";
    case WatchedLevel::absolute_gamma: return "the absolute gamma strike";
    case WatchedLevel::pin: return "the pin";
  }
  return "";
}

}  // namespace gammafield::alerts
