#include "research/judged.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "research/attempts.h"

namespace gammafield::research {
namespace {

constexpr std::array<std::pair<HitRule, std::string_view>, 4> rule_names{
    {{HitRule::race, "race"}, {HitRule::close, "close"}, {HitRule::excursion, "excursion"}, {HitRule::label, "label"}}};

/// A race to the text's 1 % beyond.
Ended by_excursion(Prices prices, const Watched& watched, RaceRule rule) {
  constexpr double broken_from = 0.01;
  rule.beyond = std::log1p(broken_from) / watched.move;
  rule.horizon = std::nullopt;
  return race(prices, watched, rule);
}

/// The close against the level and its mirror image about the price of the touch.
Ended by_close(Prices after, const Watched& watched) {
  const auto touched_at = after.front().at, closed_at = after.back().at;
  const double start = beyond(watched, after.front().price.value());
  const double end = beyond(watched, after.back().price.value());  // its mirror image is at 2 start
  if (end > std::max(0.0, 2 * start)) return {RaceEnd::broken, touched_at, closed_at};
  if (end <= std::min(0.0, 2 * start)) return {RaceEnd::held, touched_at, closed_at};
  return {RaceEnd::undecided, touched_at, std::nullopt};
}

Ended by_label(Prices after, const Watched& watched) {
  const auto attempts = attempts_at(after, watched);
  if (!attempts.empty()) {
    const auto& first = attempts.front();
    const auto ended_at = first.crossed_at + first.beyond;
    if (first.label == session::AttemptLabel::real) return {RaceEnd::broken, after.front().at, ended_at};
    if (first.label == session::AttemptLabel::fake) return {RaceEnd::held, after.front().at, ended_at};
  }
  return {RaceEnd::undecided, after.front().at, std::nullopt};
}

}  // namespace

std::string_view to_string(HitRule rule) {
  return std::ranges::find(rule_names, rule, &decltype(rule_names)::value_type::first)->second;
}

std::optional<HitRule> hit_rule_of(std::string_view name) {
  const auto found = std::ranges::find(rule_names, name, &decltype(rule_names)::value_type::second);
  return found == rule_names.end() ? std::nullopt : std::optional(found->first);
}

Ended judged(Prices prices, const Watched& watched, const RaceRule& rule, HitRule by) {
  if (by == HitRule::race) return race(prices, watched, rule);
  if (by == HitRule::excursion) return by_excursion(prices, watched, rule);
  const auto after = from_touch(prices, watched, rule);
  if (after.empty()) return {};
  return by == HitRule::close ? by_close(after, watched) : by_label(after, watched);
}

}  // namespace gammafield::research
