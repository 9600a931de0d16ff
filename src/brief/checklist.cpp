#include <cmath>

#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"

namespace gammafield::brief {
namespace {

constexpr double within_reach = 1;  // expected moves: where spot may well be by the close
constexpr double soon_gone = 0.3;   // of a wall's exposure: it will look another tomorrow

void add_wall(std::vector<std::string>& items, std::string_view name, const levels::Level<market::Strike>& wall,
              const engine::Report& report) {
  if (!wall) return items.push_back(fmt::format("{} {}: no line on that side.", name, none_because(wall.error())));
  const auto moves = moves_away(wall->value(), report);
  if (!moves || std::abs(*moves) > within_reach) return;
  items.push_back(
      fmt::format("{} {} is {:.1f} expected moves away: is a test of it held within 15 minutes, or is price "
                  "beyond for 20?",
                  name, price(wall->value()), std::abs(*moves)));
}

void add_flip(std::vector<std::string>& items, const engine::Report& report) {
  const auto& flip = report.levels.flip;
  if (!flip)
    return items.push_back(
        fmt::format("Gamma Flip {}: within the range looked at, price alone does not change the sign.",
                    none_because(flip.error())));
  const auto moves = moves_away(flip->price.value(), report);
  if (moves && std::abs(*moves) <= within_reach)
    items.push_back(
        fmt::format("The Gamma Flip {} is within the expected move: on which side does price settle? The sign "
                    "of hedging differs across it.",
                    price(flip->price.value())));
  if (flip->shallow)
    items.push_back("The flip is shallow: net GEX hardly leaves zero around it, and a small error moves it far.");
  if (report.levels.flips.roots.size() > 1)
    items.push_back(
        fmt::format("There are {} flips; the one nearest to spot is named.", report.levels.flips.roots.size()));
}

void add_zone(std::vector<std::string>& items, const engine::Report& report) {
  const auto& zone = report.levels.battle_zone;
  const double spot = report.spot.value();
  if (zone && spot >= zone->low.value() && spot <= zone->high.value())
    items.push_back(fmt::format("Spot is inside the battle zone {} to {}: little hedging either way.",
                                price(zone->low.value()), price(zone->high.value())));
}

void add_expiring(std::vector<std::string>& items, std::string_view name, const levels::Level<levels::Wall>& wall,
                  market::Date today) {
  if (!wall) return;
  for (const auto& part : wall->expiry_mix) {
    if (part.expiry_class == market::ExpiryClass::zero_dte && part.share >= soon_gone)
      items.push_back(
          fmt::format("{} of the {} expires on {}: what stands there after it?", share(part.share), name, day(today)));
  }
}

void add_after(std::vector<std::string>& items, const engine::Report& report,
               const std::optional<session::AfterMap>& after) {
  if (!after) return;
  const auto line = [&](std::string_view name, const auto& now, const auto& then) {
    const auto from = price_or_reason(now), to = price_or_reason(then);
    if (from != to)
      items.push_back(fmt::format("Once {} expiries have settled the {} would be {}, not {}.",
                                  day(report.calendar->local(after->session.settled_by).date), name, to, from));
  };
  line("Call Wall", call_wall(report), after->session.call_wall);
  line("Put Wall", put_wall(report), after->session.put_wall);
}

void add_calendar(std::vector<std::string>& items, const engine::Report& report) {
  const auto& calendar = *report.calendar;
  if (calendar.rules().never_closes) return;
  const auto next = report.as_of < calendar.session_close(report.session) ? report.session
                                                                          : calendar.next_trading_day(report.session);
  if (calendar.is_half_day(next))
    items.push_back(
        fmt::format("{} closes early, at {}.", day(next), time_of_day(calendar.session_close(next), calendar)));
  if (calendar.monthly_expiry(next.year() / next.month()) == next)
    items.push_back(fmt::format("{} is the monthly expiry.", day(next)));
}

void add_bands(std::vector<std::string>& items, const engine::Report& report) {
  if (!report.bands || !*report.bands) return;
  const auto& bands = **report.bands;
  if (!bands.call_wall.solid()) items.push_back("Call Wall dashed: no strike is it in half of the drawn worlds.");
  if (!bands.put_wall.solid()) items.push_back("Put Wall dashed: no strike is it in half of the drawn worlds.");
  if (!bands.flip.solid())
    items.push_back("Gamma Flip dashed: half of the drawn worlds do not agree on it within 1 % of spot.");
}

}  // namespace

Section checklist_section(const Morning& inputs, const std::optional<session::AfterMap>& after) {
  const auto& report = inputs.report;
  Section section{.key = "checklist", .heading = "What to look at"};
  add_calendar(section.items, report);
  add_wall(section.items, "Call Wall", call_wall(report), report);
  add_wall(section.items, "Put Wall", put_wall(report), report);
  add_flip(section.items, report);
  add_zone(section.items, report);
  const auto today = report.calendar->today(report.as_of);
  add_expiring(section.items, "Call Wall", report.levels.call_wall, today);
  add_expiring(section.items, "Put Wall", report.levels.put_wall, today);
  add_after(section.items, report, after);
  add_bands(section.items, report);
  if (section.items.empty())
    section.lines.push_back("Nothing stands out: no wall and no flip within one expected move.");
  section.in_short = section.items.empty() ? section.lines : section.items;
  return section;
}

}  // namespace gammafield::brief
