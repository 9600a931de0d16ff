#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "exports/numerals.h"

namespace gammafield::brief {
namespace {

using engine::Cause;
using engine::Comparison;
using engine::Waypoint;

std::string_view by(Cause cause) {
  switch (cause) {
    case Cause::expiry: return "expiry";
    case Cause::time: return "time";
    case Cause::price: return "price";
    case Cause::gone: return "contracts that are gone";
    case Cause::volatility: return "volatility";
    case Cause::open_interest: return "open interest";
    case Cause::appeared: return "contracts without a price before";
  }
  return "";
}

struct Part {
  Cause cause;
  double value;
};

/// What moved net GEX, the largest first; parts under a twentieth of the largest are left out.
std::vector<Part> parts_of(const Comparison& comparison) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < engine::cause_count; ++i)
    parts.push_back({engine::causes[i], comparison.way[i + 1].net_gex.value() - comparison.way[i].net_gex.value()});
  std::ranges::sort(parts, std::greater{}, [](const Part& part) { return std::abs(part.value); });
  const double least = std::abs(parts.front().value) / 20;
  std::erase_if(parts, [&](const Part& part) { return !(std::abs(part.value) > least); });
  return parts;
}

std::string exposure_line(const Comparison& comparison) {
  std::string text = fmt::format("Net GEX {} to {}", exports::signed_money(comparison.before().net_gex.value()),
                                 exports::signed_money(comparison.after().net_gex.value()));
  bool first = true;
  for (const auto& part : parts_of(comparison)) {
    text += fmt::format("{}{} by {}", first ? ": " : ", ", exports::signed_money(part.value), by(part.cause));
    first = false;
  }
  return text + ".";
}

std::string strike_text(const levels::Level<levels::WallStrike>& wall) {
  return wall ? price(wall->strike.value()) : none_because(wall.error());
}

std::string wall_line(std::string_view name, const Comparison& comparison,
                      levels::Level<levels::WallStrike> Waypoint::* wall) {
  std::string text = fmt::format("{} {}", name, strike_text(comparison.before().*wall));
  bool moved = false;
  for (std::size_t i = 0; i < engine::cause_count; ++i) {
    const auto from = strike_text(comparison.way[i].*wall), to = strike_text(comparison.way[i + 1].*wall);
    if (from == to) continue;
    text += fmt::format(" to {} by {}", to, by(engine::causes[i]));
    moved = true;
  }
  return text + (moved ? "." : ", where it was.");
}

std::string flip_line(const Comparison& comparison) {
  const auto text = [](const levels::Level<market::Spot>& flip) {
    return flip ? price(flip->value()) : none_because(flip.error());
  };
  return fmt::format("Gamma Flip {} to {}.", text(comparison.before().flip), text(comparison.after().flip));
}

void add_comparison(Section& section, const Comparison& comparison) {
  section.lines.push_back(wall_line("Call Wall", comparison, &Waypoint::call_wall));
  section.lines.push_back(wall_line("Put Wall", comparison, &Waypoint::put_wall));
  section.lines.push_back(flip_line(comparison));
  section.lines.push_back(exposure_line(comparison));
}

/// Without the books: what is another price than it was.
void add_difference(Section& section, const engine::Report& before, const engine::Report& now) {
  const auto line = [&](std::string_view name, const std::string& from, const std::string& to) {
    section.lines.push_back(from == to ? fmt::format("{} {}, where it was.", name, to)
                                       : fmt::format("{} {} to {}.", name, from, to));
  };
  line("Call Wall", price_or_reason(call_wall(before)), price_or_reason(call_wall(now)));
  line("Put Wall", price_or_reason(put_wall(before)), price_or_reason(put_wall(now)));
  line("Gamma Flip", price_or_reason(before.levels.flip), price_or_reason(now.levels.flip));
  line("Net GEX", exports::signed_money(before.levels.totals.net_gex.value()),
       exports::signed_money(now.levels.totals.net_gex.value()));
}

std::string_view direction(std::optional<session::Arrow> arrow) {
  if (!arrow) return "not told";
  return to_string(*arrow);
}

void add_strength(Section& section, std::string_view name, const levels::Level<session::WallReport>& wall) {
  if (!wall || !wall->change) return;
  const auto& change = *wall->change;
  section.items.push_back(fmt::format(
      "{} at {}: strength {} to {}; by open interest {}, in all {}; {} of it settled meanwhile.", name,
      price(wall->at.strike.value()), exports::money(change.before.value()), exports::money(change.after.value()),
      direction(change.oi_arrow), direction(change.total_arrow), exports::money(std::abs(change.rolled_off.value()))));
}

}  // namespace

Section changes_section(const Morning& inputs) {
  const auto& now = inputs.report;
  Section section{.key = "changes", .heading = "What changed, and why"};
  if (inputs.previous == nullptr) {
    section.lines.push_back("Nothing to compare with: no snapshot of an earlier session was given.");
    return section;
  }
  const auto& before = *inputs.previous;
  section.lines.push_back(fmt::format("Since {}: spot {} to {} ({}).", day_and_time(before.as_of, *now.calendar),
                                      price(before.spot.value()), price(now.spot.value()),
                                      exports::signed_percent(100 * (now.spot.value() / before.spot.value() - 1))));
  if (inputs.comparison != nullptr) {
    add_comparison(section, *inputs.comparison);
  } else {
    add_difference(section, before, now);
  }
  section.in_short = section.lines;
  if (now.over_time) {
    add_strength(section, "Call Wall", now.over_time->call_wall);
    add_strength(section, "Put Wall", now.over_time->put_wall);
  }
  return section;
}

}  // namespace gammafield::brief
