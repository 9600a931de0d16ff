#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "chart/chart.h"

namespace gammafield::brief {
namespace {

/// The session that the page is read before, or in.
market::Date session_ahead(const engine::Report& report) {
  const auto& calendar = *report.calendar;
  return report.as_of < calendar.session_close(report.session) ? report.session
                                                               : calendar.next_trading_day(report.session);
}

std::string when_of(const engine::Report& report) {
  return fmt::format("As of {}, session of {}", day_and_time(report.as_of, *report.calendar), day(report.session));
}

}  // namespace

Brief morning(const Morning& inputs) {
  const auto& report = inputs.report;
  auto after = inputs.after;
  if (!after && report.over_time) after = report.over_time->after;
  Brief brief{.title = fmt::format("{}: the map for {}", report.symbol, day(session_ahead(report))),
              .when = when_of(report),
              .warnings = warnings_of(report, inputs.now),
              .sections = {glance_section(report), checklist_section(inputs, after), levels_section(report),
                           changes_section(inputs), after_section(report, after), data_section(report)},
              .convention = convention_of(report),
              .calendar = report.calendar};
  if (!inputs.profile.empty()) {
    auto style = picture_style;
    brief.picture_light = chart::svg(report, inputs.profile, style);
    style.theme = chart::Theme::dark;
    brief.picture_dark = chart::svg(report, inputs.profile, style);
  }
  return cleaned(std::move(brief));
}

}  // namespace gammafield::brief
