#include "gammafield/report_line.h"

#include <fmt/format.h>

#include "exports/numerals.h"

namespace gammafield::app {

std::string report_line(const engine::Report& report) {
  const auto wall = [](const auto& standing) {
    return standing ? fmt::format("{:g} {}", standing->at.strike.value(), to_string(standing->state))
                    : std::string{"none"};
  };
  const auto& session = *report.over_time;
  std::string text =
      fmt::format("{} {} {:g}  call wall {}  put wall {}  flip {}  net {}\n", report.symbol,
                  market::to_string(report.as_of), report.spot.value(), wall(session.call_wall), wall(session.put_wall),
                  report.levels.flip ? fmt::format("{:.2f}", report.levels.flip->price.value()) : "none",
                  exports::signed_money(report.levels.totals.net_gex.value()));
  for (const auto& event : session.events) text += "  " + event.text + "\n";
  return market::in_money_of(report.calendar->rules(), std::move(text));
}

}  // namespace gammafield::app
