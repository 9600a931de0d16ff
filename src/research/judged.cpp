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

Ended by_excursion(Prices after, const Watched& watched) {
  constexpr double broken_from = 0.01;  // of the level: the text's 1 %
  const auto far = std::ranges::find_if(
      after, [&](const auto& at) { return std::expm1(beyond(watched, at.price.value())) >= broken_from; });
  const bool broken = far != after.end();
  return {broken ? RaceEnd::broken : RaceEnd::held, after.front().at, broken ? far->at : after.back().at};
}

Ended by_close(Prices after, const Watched& watched) {
  const bool broken = beyond(watched, after.back().price.value()) > 0;
  return {broken ? RaceEnd::broken : RaceEnd::held, after.front().at, after.back().at};
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
  const auto after = from_touch(prices, watched, rule);
  if (after.empty()) return {};
  if (by == HitRule::close) return by_close(after, watched);
  return by == HitRule::excursion ? by_excursion(after, watched) : by_label(after, watched);
}

}  // namespace gammafield::research
