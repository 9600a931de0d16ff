#include "exports/ladder.h"

#include <fmt/format.h>

namespace gammafield::exports {
namespace {

using levels::Level;

/// A reason code as words: `positive_everywhere` -> `none: positive everywhere`.
std::string none_because(levels::NoLevel reason) {
  std::string words{to_string(reason)};
  for (auto& letter : words) {
    if (letter == '_') letter = ' ';
  }
  return "none: " + words;
}

Rung absent(std::string key, std::string name, levels::NoLevel reason) {
  return {.key = std::move(key), .name = std::move(name), .remark = none_because(reason)};
}

Rung wall(std::string key, std::string name, const Level<levels::Wall>& level) {
  if (!level) return absent(std::move(key), std::move(name), level.error());
  return {.key = std::move(key),
          .name = std::move(name),
          .price = level->at.strike.value(),
          .exposure = level->at.value,
          .effect = level->effect_at_strike,
          .remark = fmt::format("{:.1f} % of all", 100 * level->at.share)};
}

Rung strike(std::string key, std::string name, const Level<levels::WallStrike>& level) {
  if (!level) return absent(std::move(key), std::move(name), level.error());
  return {.key = std::move(key), .name = std::move(name), .price = level->strike.value(), .exposure = level->value};
}

Rung strike(std::string key, std::string name, const Level<market::Strike>& level, std::string remark) {
  if (!level) return absent(std::move(key), std::move(name), level.error());
  return {.key = std::move(key), .name = std::move(name), .price = level->value(), .remark = std::move(remark)};
}

std::string flip_remark(const levels::GammaFlip& flip, std::size_t roots) {
  std::string remark = flip.kind == levels::FlipKind::inverted ? "inverted: negative above" : "negative below";
  if (flip.method != levels::FlipMethod::reprice) remark = std::string{to_string(flip.method)};
  if (flip.shallow) remark += ", shallow";
  if (roots > 1) remark += fmt::format(", 1 of {}", roots);
  return remark;
}

Rung flip(const engine::Report& report) {
  const auto& level = report.levels.flip;
  if (!level) return absent("gamma_flip", "Gamma Flip", level.error());
  return {.key = "gamma_flip",
          .name = "Gamma Flip",
          .price = level->price.value(),
          .remark = flip_remark(*level, report.levels.flips.roots.size())};
}

Rung flip_range(const engine::FlipRange& range) {
  const auto ends = range.ends();
  if (!ends) return absent("flip_range", "Flip range", ends.error());
  return {.key = "flip_range",
          .name = "Flip range",
          .price = ends->low.value(),
          .high = ends->high.value(),
          .remark = range.ssr ? "sticky strike, moneyness, ssr" : "sticky strike to sticky moneyness"};
}

Rung battle_zone(const engine::Report& report) {
  const auto& zone = report.levels.battle_zone;
  if (!zone) return absent("battle_zone", "Battle zone", zone.error());
  return {.key = "battle_zone", .name = "Battle zone", .price = zone->low.value(), .high = zone->high.value()};
}

void add_concentrations(std::vector<Rung>& rungs, const levels::Levels& found) {
  for (std::size_t i = 0; i < found.focus.size(); ++i) {
    const auto& focus = found.focus[i];
    std::string remark{to_string(focus.kind)};
    for (auto& letter : remark) letter = letter == '_' ? ' ' : letter;
    if (focus.at_pin) remark += ", at PIN";
    if (focus.at_absolute_gamma) remark += ", at abs. gamma";
    rungs.push_back(
        {.key = fmt::format("focus_{}", i + 1),
         .name = fmt::format("Focus {}", i + 1),
         .price = focus.strike.value(),
         .exposure = focus.net,
         .effect = focus.net.value() < 0 ? levels::MechanicalEffect::amplifying : levels::MechanicalEffect::dampening,
         .remark = std::move(remark)});
  }
  for (const auto& cluster : found.clusters) {
    rungs.push_back({.key = cluster.upside ? "upside_cluster" : "downside_cluster",
                     .name = "Cluster",
                     .price = cluster.low.value(),
                     .high = cluster.high.value(),
                     .exposure = cluster.mass,
                     .remark = fmt::format("gross, {:.0f} % of its side", 100 * cluster.mass_share)});
  }
  for (const auto& contested : found.contested) {
    rungs.push_back({.key = "contested",
                     .name = "Contested",
                     .price = contested.low.value(),
                     .high = contested.high == contested.low ? std::nullopt : std::optional{contested.high.value()},
                     .exposure = contested.gross,
                     .remark = fmt::format("gross, balance {:.2f}", contested.balance)});
  }
}

}  // namespace

std::vector<Rung> ladder(const engine::Report& report) {
  const auto& found = report.levels;
  std::vector<Rung> rungs{wall("call_wall", "Call Wall", found.call_wall),
                          flip(report),
                          flip_range(report.flip_range),
                          wall("put_wall", "Put Wall", found.put_wall),
                          strike("absolute_gamma", "Abs. gamma", found.absolute_gamma),
                          strike("trigger", "Trigger", found.trigger, "strong strike nearest the flip"),
                          battle_zone(report)};
  rungs[4].remark = rungs[4].price ? "largest calls + puts" : rungs[4].remark;
  add_concentrations(rungs, found);
  const auto& view = found.open_interest;
  rungs.push_back(strike("oi_call_wall", "OI call wall", view.call_wall, "most calls open"));
  rungs.push_back(strike("oi_put_wall", "OI put wall", view.put_wall, "most puts open"));
  const std::string expiry = view.pin_expiry ? market::to_string(*view.pin_expiry) : "";
  rungs.push_back(strike("pin", "PIN", view.pin, "most open, expiry " + expiry));
  if (view.max_pain) {
    rungs.push_back(strike("max_pain", "Max pain", Level<market::Strike>{view.max_pain->strike}, "expiry " + expiry));
  } else {
    rungs.push_back(absent("max_pain", "Max pain", view.max_pain.error()));
  }
  return rungs;
}

}  // namespace gammafield::exports
