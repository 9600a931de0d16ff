#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "brief/sections.h"
#include "brief/wording.h"
#include "exports/ladder.h"
#include "exports/numerals.h"

namespace gammafield::brief {
namespace {

using exports::Rung;

/// The standing wall's row, where the Report has a session.
void take_standing(Rung& rung, const levels::Level<session::WallReport>& wall) {
  if (!wall) {
    rung.price = std::nullopt;
    rung.exposure = std::nullopt;
    rung.remark = none_because(wall.error());
    return;
  }
  rung.price = wall->at.strike.value();
  rung.exposure = wall->at.value;
  rung.remark = std::string{to_string(wall->state)};
}

/// Chance of the wall's strike in the drawn worlds.
std::string odds_text(const bands::WallOdds& odds, std::optional<double> strike) {
  if (!strike) return "";
  return fmt::format("{} of draws, {}", share(odds.p_of(market::Strike{*strike})), odds.solid() ? "solid" : "dashed");
}

std::string band_text(const Rung& rung, const bands::Bands& bands) {
  if (rung.key == "call_wall") return odds_text(bands.call_wall, rung.price);
  if (rung.key == "put_wall") return odds_text(bands.put_wall, rung.price);
  if (rung.key != "gamma_flip") return "";
  if (!bands.flip.price) return "none in any draw";
  return fmt::format("{} to {} in 9 of 10 that have one; none in {}", price(bands.flip.price->q05.value()),
                     price(bands.flip.price->q95.value()), share(bands.flip.p_none));
}

std::string price_text(const Rung& rung) {
  if (!rung.price) return "none";
  return rung.high ? price(*rung.price) + " - " + price(*rung.high) : price(*rung.price);
}

Tone tone_of(const Rung& rung) {
  if (!rung.price) return Tone::quiet;
  if (!rung.effect) return Tone::plain;
  return *rung.effect == levels::MechanicalEffect::dampening ? Tone::dampening : Tone::amplifying;
}

std::string what_it_is(const Rung& rung) {
  std::string text = rung.effect && rung.price ? std::string{to_string(*rung.effect)} : "";
  if (!text.empty() && !rung.remark.empty()) text += ", ";
  return text + rung.remark;
}

double middle(const Rung& rung) { return rung.high ? (*rung.price + *rung.high) / 2 : *rung.price; }

/// What a message has room for.
bool is_main(const Rung& rung) {
  constexpr std::array<std::string_view, 8> keys{"call_wall",   "gamma_flip", "put_wall", "absolute_gamma",
                                                 "battle_zone", "focus_1",    "pin",      "max_pain"};
  return std::ranges::find(keys, rung.key) != keys.end();
}

std::string in_short(const Rung& rung, const engine::Report& report) {
  if (!rung.price) return fmt::format("{} {}", rung.name, rung.remark);
  const bool state = rung.remark == "TESTED" || rung.remark == "BROKEN" || rung.remark == "HOLDING";
  return fmt::format("{} {} ({}){}", rung.name, price_text(rung), from_spot(middle(rung), report),
                     state ? " " + rung.remark : "");
}

void add_row(Section& section, const Rung& rung, const engine::Report& report, const bands::Bands* bands) {
  std::vector<Cell> row{{rung.name, Tone::strong},
                        {price_text(rung), rung.price ? Tone::strong : Tone::quiet},
                        {rung.price && rung.key != "spot" ? from_spot(middle(rung), report) : ""},
                        {rung.exposure && rung.price ? exports::signed_money(rung.exposure->value()) : ""},
                        {what_it_is(rung), tone_of(rung)}};
  if (bands != nullptr) row.push_back({band_text(rung, *bands)});
  section.table->rows.push_back(std::move(row));
  if (is_main(rung)) section.in_short.push_back(in_short(rung, report));
}

/// From the highest price down, so that the page reads like a chart; what does not exist last.
bool is_above(const Rung& a, const Rung& b) {
  if (a.price.has_value() != b.price.has_value()) return a.price.has_value();
  if (!a.price || middle(a) == middle(b)) return false;
  return middle(a) > middle(b);
}

}  // namespace

Section levels_section(const engine::Report& report) {
  auto rungs = exports::ladder(report);
  for (Rung& rung : rungs) {
    if (report.over_time && rung.key == "call_wall") take_standing(rung, report.over_time->call_wall);
    if (report.over_time && rung.key == "put_wall") take_standing(rung, report.over_time->put_wall);
  }
  rungs.push_back({.key = "spot", .name = "Spot", .price = report.spot.value()});
  const bands::Bands* bands = report.bands && *report.bands ? &**report.bands : nullptr;
  Section section{.key = "levels", .heading = "Levels"};
  section.table = Table{{"Level", "Price", "From spot", "Exposure, 1 %", "What it is"}, {}};
  if (bands != nullptr) section.table->heads.push_back("How sure");
  for (const Rung& rung : rungs) add_row(section, rung, report, bands);
  std::vector<std::size_t> order(rungs.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (is_above(rungs[a], rungs[b]) != is_above(rungs[b], rungs[a])) return is_above(rungs[a], rungs[b]);
    return a < b;
  });
  std::vector<std::vector<Cell>> by_price;
  for (const std::size_t i : order) by_price.push_back(std::move(section.table->rows[i]));
  section.table->rows = std::move(by_price);
  section.lines.push_back(
      "A wall is where hedging is concentrated by the stated convention. Nothing here says that price will stop at "
      "one.");
  return section;
}

}  // namespace gammafield::brief
