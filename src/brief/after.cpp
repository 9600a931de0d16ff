#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "session/holdings.h"

namespace gammafield::brief {
namespace {

void add_row(Section& section, std::string_view name, const session::AfterExpiries& after,
             const engine::Report& report) {
  section.table->rows.push_back(
      {{fmt::format("{}, {}", name, day(report.calendar->local(after.settled_by).date)), Tone::strong},
       {price_or_reason(after.call_wall)},
       {price_or_reason(after.flip)},
       {price_or_reason(after.put_wall)}});
  section.in_short.push_back(
      fmt::format("After {}: Call Wall {}, Flip {}, Put Wall {}", day(report.calendar->local(after.settled_by).date),
                  price_or_reason(after.call_wall), price_or_reason(after.flip), price_or_reason(after.put_wall)));
}

/// What a wall is made of, by how soon it expires; classes under a twentieth are left out.
void add_mix(Section& section, std::string_view name, const levels::Level<levels::Wall>& wall) {
  if (!wall) return;
  std::string text;
  for (const auto& part : wall->expiry_mix) {
    if (part.share < 0.05) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", share(part.share), words(to_string(part.expiry_class)));
  }
  if (text.empty()) return;
  section.items.push_back(fmt::format("{} {} is {}.", name, price(wall->at.strike.value()), text));
}

}  // namespace

session::AfterMap after_of(const engine::Analysis& analysis) {
  return session::after_map(analysis.book, analysis.repriced, session::holdings_of(analysis.book),
                            analysis.report.settings.levels);
}

Section after_section(const engine::Report& report, const std::optional<session::AfterMap>& after) {
  Section section{.key = "expiries", .heading = "What expires when, and the map after it"};
  if (after) {
    section.table = Table{{"Once these have settled", "Call Wall", "Gamma Flip", "Put Wall"}, {}};
    section.table->rows.push_back({{"As it is now", Tone::strong},
                                   {price_or_reason(call_wall(report))},
                                   {price_or_reason(report.levels.flip)},
                                   {price_or_reason(put_wall(report))}});
    const bool one_friday = after->monthly.settled_by == after->friday.settled_by;
    add_row(section, "the session's", after->session, report);
    add_row(section, one_friday ? "Friday's, the month's" : "Friday's", after->friday, report);
    if (!one_friday) add_row(section, "the month's", after->monthly, report);
  } else {
    section.lines.push_back("The map after expiries needs the chain; it was not given.");
  }
  add_mix(section, "Call Wall", report.levels.call_wall);
  add_mix(section, "Put Wall", report.levels.put_wall);
  return section;
}

}  // namespace gammafield::brief
