#include "chart/level_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "chart/number_text.h"

namespace gammafield::chart {
namespace {

using engine::Report;
using levels::Level;
using levels::NoLevel;

constexpr std::size_t most_other_roots = 3;  // a cheap chain has a dozen; the hollow marks on the profile show them all

market::Spot at(market::Strike strike) { return market::Spot{strike.value()}; }

std::string from_spot(const Report& report, market::Spot price) {
  return signed_percent({100 * (price.value() / report.spot.value() - 1)});
}

std::string_view basis_note(levels::Basis basis) {
  switch (basis) {
    case levels::Basis::net: return "";
    case levels::Basis::gross: return " (gross)";
    case levels::Basis::absolute: return " (absolute)";
  }
  return "";
}

std::string_view rule_note(levels::PutWallRule rule) {
  switch (rule) {
    case levels::PutWallRule::most_negative_net: return "";
    case levels::PutWallRule::gross_put: return " (gross)";
    case levels::PutWallRule::max_positive_below: return " (most positive)";
    case levels::PutWallRule::absolute: return " (absolute)";
  }
  return "";
}

std::string_view effect_word(levels::MechanicalEffect effect) {
  return effect == levels::MechanicalEffect::dampening ? "dampening" : "amplifying";
}

/// A wall is never shown without what hedging does there: the sign at the strike, and of the whole book when it
/// differs.
std::string wall_detail(const Report& report, const levels::Wall& wall) {
  const bool net = wall.at.measure == levels::Measure::net;
  std::string detail = fmt::format("{} · {}", net ? signed_money(wall.at.value) : money(wall.at.value),
                                   from_spot(report, at(wall.at.strike)));
  if (wall.distance_expected_moves && std::isfinite(*wall.distance_expected_moves)) {
    detail += fmt::format(" · {:.1f} EM", std::abs(*wall.distance_expected_moves));
  }
  detail += fmt::format(" · {}", effect_word(wall.effect_at_strike));
  if (wall.effect_of_book != wall.effect_at_strike)
    detail += fmt::format(" (whole book: {})", effect_word(wall.effect_of_book));
  return detail;
}

void add_wall(std::vector<LevelMark>& marks, const Report& report, LevelKind kind, std::string name,
              const Level<levels::Wall>& wall) {
  if (!wall) return;
  marks.push_back(
      {kind, at(wall->at.strike), std::move(name), price_text(wall->at.strike), wall_detail(report, *wall)});
}

std::string flip_name(const levels::GammaFlip& flip) {
  std::string name = "Gamma Flip";
  if (flip.method != levels::FlipMethod::reprice) name += fmt::format(" ({})", levels::to_string(flip.method));
  if (flip.kind == levels::FlipKind::inverted) name += ", inverted";
  return name;
}

void add_flip(std::vector<LevelMark>& marks, const Report& report) {
  const auto& flip = report.levels.flip;
  if (!flip) return;
  std::string detail = from_spot(report, flip->price);
  if (const auto& zone = report.levels.battle_zone) {
    detail += fmt::format(" · battle zone {} – {}", price_text(zone->low), price_text(zone->high));
  }
  if (flip->shallow) detail += " · shallow";
  marks.push_back({LevelKind::gamma_flip, flip->price, flip_name(*flip), price_text(flip->price), std::move(detail)});
}

/// The other zeros of the profile, those nearest to spot.
void add_other_roots(std::vector<LevelMark>& marks, const Report& report) {
  std::vector<levels::FlipRoot> others;
  for (const auto& root : report.levels.flips.roots) {
    if (!report.levels.flip || root.price != report.levels.flip->price) others.push_back(root);
  }
  std::ranges::sort(others, {}, [&](const levels::FlipRoot& root) {
    return std::abs(std::log(root.price.value() / report.spot.value()));
  });
  if (others.size() > most_other_roots) others.resize(most_other_roots);
  for (const auto& root : others) {
    marks.push_back({LevelKind::flip_root, root.price, "Other zero", price_text(root.price),
                     fmt::format("({})", levels::to_string(root.kind))});
  }
}

void add_expected_move(std::vector<LevelMark>& marks, const Report& report) {
  const auto& move = report.levels.expected_move;
  if (!move) return;
  const auto until = short_day(report.calendar->local(move->until).date);
  const double spot = report.spot.value(), size = move->usd.value();
  const market::Spot high{spot + size}, low{spot - size};
  marks.push_back({LevelKind::expected_move_high, high, "+1 expected move by " + until, price_text(high), ""});
  marks.push_back({LevelKind::expected_move_low, low, "−1 expected move by " + until, price_text(low), ""});
}

std::string_view kind_word(levels::FocusKind kind) {
  switch (kind) {
    case levels::FocusKind::call_dominated: return "calls";
    case levels::FocusKind::put_dominated: return "puts";
    case levels::FocusKind::balanced: return "balanced";
  }
  return "";
}

void add_concentrations(std::vector<LevelMark>& marks, const levels::Levels& levels) {
  if (levels.absolute_gamma) {
    const auto strike = levels.absolute_gamma->strike;
    marks.push_back({LevelKind::absolute_gamma, at(strike), "Absolute gamma", price_text(strike), ""});
  }
  for (const auto& focus : levels.focus) {
    auto detail = fmt::format("{}, {}", signed_money(focus.net), kind_word(focus.kind));
    marks.push_back({LevelKind::focus, at(focus.strike), "Focus", price_text(focus.strike), std::move(detail)});
  }
  for (const auto& cluster : levels.clusters) {
    auto name = fmt::format("{} cluster", cluster.upside ? "Upside" : "Downside");
    auto value = fmt::format("{} – {}", price_text(cluster.low), price_text(cluster.high));
    marks.push_back({LevelKind::cluster, market::Spot{cluster.centroid}, std::move(name), std::move(value), ""});
  }
}

std::string flip_domain_text(const Report& report) {
  const auto& domain = report.settings.levels.flip_domain;
  const double spot = report.spot.value();
  return fmt::format("from {} to {}", price_text(market::Spot{domain.low * spot}),
                     price_text(market::Spot{domain.high * spot}));
}

std::string reason_text(const Report& report, NoLevel reason) {
  switch (reason) {
    case NoLevel::empty_book: return "no contract with open interest could be priced";
    case NoLevel::no_positive: return "no strike on its side of spot has positive exposure";
    case NoLevel::no_negative: return "no strike on its side of spot has negative exposure";
    case NoLevel::no_strike_on_side: return "no strike lies on its side of spot";
    case NoLevel::positive_everywhere: return "net GEX is positive everywhere " + flip_domain_text(report);
    case NoLevel::negative_everywhere: return "net GEX is negative everywhere " + flip_domain_text(report);
    case NoLevel::no_sign_change: return "this method finds no change of sign";
    case NoLevel::no_flip: return "there is no flip";
    case NoLevel::no_open_interest: return "no open interest in the chosen expiries";
    case NoLevel::no_volatility: return "no at-the-money volatility to measure it with";
    case NoLevel::no_exposure: return "net GEX is nil wherever it could lie";
    case NoLevel::too_few_strikes: return "it needs two strikes at least";
    case NoLevel::left_out: return "it was not asked for (detail=levels)";
    case NoLevel::no_wall: return "there is no wall to measure it with";
    case NoLevel::flip_not_verified: return "re-pricing at the root did not give zero, so it is withheld";
  }
  return "";
}

}  // namespace

std::string_view to_string(LevelKind kind) {
  static constexpr std::array<std::string_view, 10> names{
      "spot",  "gamma_flip", "call_wall", "put_wall", "absolute_gamma", "expected_move_high", "expected_move_low",
      "focus", "cluster",    "flip_root"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<LevelMark> level_marks(const Report& report) {
  const auto& levels = report.levels;
  const auto& chosen = report.settings.levels;
  std::vector<LevelMark> marks{{LevelKind::spot, report.spot, "Spot", price_text(report.spot), ""}};
  add_flip(marks, report);
  add_wall(marks, report, LevelKind::call_wall, fmt::format("Call Wall{}", basis_note(chosen.call_basis)),
           levels.call_wall);
  add_wall(marks, report, LevelKind::put_wall, fmt::format("Put Wall{}", rule_note(chosen.put_wall_rule)),
           levels.put_wall);
  add_expected_move(marks, report);
  add_concentrations(marks, levels);
  add_other_roots(marks, report);
  std::erase_if(marks, [](const LevelMark& mark) { return !std::isfinite(mark.price.value()); });
  std::ranges::sort(marks, {},
                    [](const LevelMark& mark) { return std::tuple{-mark.price.value(), mark.kind, mark.value}; });
  return marks;
}

std::vector<std::string> missing_levels(const Report& report) {
  const auto& levels = report.levels;
  std::vector<std::string> sentences;
  const auto say = [&](std::string_view name, const auto& level) {
    if (!level) sentences.push_back(fmt::format("No {}: {}.", name, reason_text(report, level.error())));
  };
  say("Gamma Flip", levels.flip);
  say("Call Wall", levels.call_wall);
  say("Put Wall", levels.put_wall);
  say("absolute-gamma strike", levels.absolute_gamma);
  say("expected move", levels.expected_move);
  return sentences;
}

}  // namespace gammafield::chart
