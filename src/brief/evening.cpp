#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "exports/numerals.h"

namespace gammafield::brief {
namespace {

std::string_view side_name(levels::Side side) { return side == levels::Side::call ? "Call Wall" : "Put Wall"; }

std::string wall_line(std::string_view name, const std::optional<engine::DayWall>& wall) {
  if (!wall) return fmt::format("{}: none stands at the end of the day.", name);
  return fmt::format("{} {}: {} at the end of the day.", name, price(wall->strike.value()), to_string(wall->state));
}

Section day_section(const Evening& inputs) {
  const auto& report = inputs.report;
  const auto& day = inputs.day;
  Section section{.key = "day", .heading = "The day"};
  if (day.close) {
    const auto& flip = report.levels.flip;
    section.lines.push_back(
        fmt::format("Last price {}{}.", price(day.close->value()),
                    flip ? fmt::format(", {} the Gamma Flip at {}", *day.close > flip->price ? "above" : "below",
                                       price(flip->price.value()))
                         : fmt::format("; Gamma Flip {}", none_because(flip.error()))));
  } else {
    section.lines.push_back("No price of the session is known.");
  }
  section.lines.push_back(wall_line("Call Wall", day.call_wall));
  section.lines.push_back(wall_line("Put Wall", day.put_wall));
  if (day.net_gex)
    section.lines.push_back(fmt::format("Net GEX {} per 1 % move{}.", exports::signed_money(day.net_gex->value()),
                                        day.regime ? fmt::format(", {}", to_string(*day.regime)) : ""));
  section.lines.push_back(fmt::format("{} snapshot{}, prices looked at every {} seconds.", day.snapshots,
                                      day.snapshots == 1 ? "" : "s", report.settings.session.watch.sampling.count()));
  return section;
}

Section attempts_section(const Evening& inputs) {
  Section section{.key = "attempts", .heading = "Tests of the walls"};
  if (inputs.day.attempts.empty()) {
    section.lines.push_back("No price was beyond a wall.");
    return section;
  }
  section.table = Table{{"Wall", "From", "Minutes beyond", "Furthest", "What became of it"}, {}};
  for (const auto& each : inputs.day.attempts) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(each.attempt.beyond).count();
    const auto name = fmt::format("{} {}", side_name(each.side), price(each.strike.value()));
    const auto from = time_of_day(each.attempt.crossed_at, *inputs.report.calendar);
    std::string label{to_string(each.attempt.label)};
    if (each.attempt.gap_open) label += ", opened beyond";
    if (each.attempt.gap) label += ", over a gap";
    section.table->rows.push_back({{name, Tone::strong},
                                   {from},
                                   {fmt::format("{}", minutes)},
                                   {fmt::format("{:.2f}", each.attempt.furthest.value())},
                                   {label}});
    section.in_short.push_back(fmt::format("{} {}: {} ({} min)", from, name, label, minutes));
  }
  section.lines.push_back(
      "By 1-minute closes a walk without any wall gives 20.8 % REAL; a rate means something only beside that.");
  return section;
}

Section events_section(const Evening& inputs) {
  Section section{.key = "events", .heading = "What happened, in order"};
  for (const auto& event : inputs.day.events)
    section.items.push_back(fmt::format("{} {}.", time_of_day(event.at, *inputs.report.calendar), event.text));
  if (section.items.empty()) section.lines.push_back("Nothing: no wall was tested or moved, no flip crossed.");
  section.in_short = section.items.empty() ? section.lines : section.items;
  return section;
}

}  // namespace

Brief evening(const Evening& inputs) {
  const auto& report = inputs.report;
  std::optional<session::AfterMap> after;
  if (report.over_time) after = report.over_time->after;
  Brief brief{.title = fmt::format("{}: what the levels did on {}", report.symbol, day(inputs.day.date)),
              .when = fmt::format("As of {}", day_and_time(report.as_of, *report.calendar)),
              .warnings = warnings_of(report, inputs.now),
              .sections = {day_section(inputs), attempts_section(inputs), events_section(inputs),
                           levels_section(report), after_section(report, after), data_section(report)},
              .convention = convention_of(report),
              .calendar = report.calendar};
  if (inputs.seen_from)
    brief.warnings.push_back(
        fmt::format("What happened before {} was not watched.", time_of_day(*inputs.seen_from, *report.calendar)));
  return cleaned(std::move(brief));
}

}  // namespace gammafield::brief
