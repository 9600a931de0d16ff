#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "exports/numerals.h"

namespace gammafield::brief {
namespace {

std::string_view what_hedging_does(levels::RegimeLabel label) {
  switch (label) {
    case levels::RegimeLabel::positive: return "hedging trades against moves";
    case levels::RegimeLabel::negative: return "hedging trades with moves";
    case levels::RegimeLabel::transition: return "two large sides nearly cancel, and the sign is not to be relied on";
  }
  return "";
}

std::string regime_line(const engine::Report& report) {
  const auto& totals = report.levels.totals;
  if (!(totals.gross_gex.value() > 0)) return "No exposure: no priced contract with open interest.";
  return fmt::format("{}: net GEX {} per 1 % move, {} of gross; {}.", to_string(report.levels.regime.label),
                     exports::signed_money(totals.net_gex.value()),
                     exports::signed_percent(100 * totals.net_to_gross(), 1),
                     what_hedging_does(report.levels.regime.label));
}

std::string flip_line(const engine::Report& report) {
  const auto& flip = report.levels.flip;
  if (!flip) return fmt::format("Gamma Flip {}.", none_because(flip.error()));
  const bool above = report.spot.value() > flip->price.value();
  const auto& found = *flip;
  return fmt::format("Spot {} is {} the Gamma Flip at {} ({}){}.", price(report.spot.value()),
                     above ? "above" : "below", price(found.price.value()), from_spot(found.price.value(), report),
                     found.kind == levels::FlipKind::inverted ? ", an inverted one: negative above it" : "");
}

std::string expected_move_line(const engine::Report& report) {
  const auto& move = report.levels.expected_move;
  if (!move) return fmt::format("Expected move {}.", none_because(move.error()));
  const double spot = report.spot.value(), points = move->usd.value();
  return fmt::format("Expected move \xC2\xB1{} ({:.2f} %, one standard deviation) until {}: {} to {}.", price(points),
                     move->pct, day_and_time(move->until, *report.calendar), price(spot - points),
                     price(spot + points));
}

void add_session(Section& section, const engine::Report& report) {
  if (!report.over_time) return;
  const auto& tier = report.over_time->tier;
  if (tier.percentile) {
    section.lines.push_back(
        fmt::format("Net GEX is higher than in {:.0f} % of the last {} sessions.", *tier.percentile, tier.sessions));
  } else {
    section.lines.push_back(
        fmt::format("Too few sessions for a tier: {} of {}.", tier.sessions, session::tier_sessions_min));
  }
}

void add_bands(Section& section, const engine::Report& report) {
  if (!report.bands) return;
  if (!*report.bands) return section.lines.push_back("Bands " + none_because(report.bands->error()) + ".");
  const auto& bands = **report.bands;
  section.lines.push_back(fmt::format("With the dealers' sides drawn {} times, net GEX is above zero in {}: {}.",
                                      exports::grouped_integer(static_cast<double>(bands.draws)),
                                      share(bands.p_positive), to_string(bands.regime)));
}

}  // namespace

Section glance_section(const engine::Report& report) {
  Section section{.key = "glance", .heading = "At a glance"};
  section.lines = {regime_line(report), flip_line(report), expected_move_line(report)};
  section.in_short = section.lines;
  if (report.levels.regime.definitions_disagree)
    section.lines.push_back("The side of the flip and the sign at spot disagree; the sign at spot is shown.");
  if (report.levels.band_position)
    section.lines.push_back(fmt::format("Between the walls spot stands at {} of the way from Put Wall to Call Wall.",
                                        share(*report.levels.band_position)));
  add_session(section, report);
  add_bands(section, report);
  return section;
}

}  // namespace gammafield::brief
