#include "research/race.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "session/wall_watch.h"

namespace gammafield::research {
namespace {

using Prices = std::span<const ingest::PricePoint>;

constexpr std::array<std::pair<HitRule, std::string_view>, 4> rule_names{{{HitRule::race, "race"},
                                                                         {HitRule::close, "close"},
                                                                         {HitRule::excursion, "excursion"},
                                                                         {HitRule::label, "label"}}};

/// The first price that touches; the end where none does.
Prices::iterator touch_in(Prices prices, const Watched& watched, const RaceRule& rule) {
  const double near = std::max(rule.touch * watched.move, rule.tick.value() / watched.level);
  const double away = rule.away * watched.move;
  auto price = std::ranges::find_if(prices, [&](const auto& at) { return beyond(watched, at.price.value()) <= -away; });
  return std::find_if(price, prices.end(), [&](const auto& at) { return beyond(watched, at.price.value()) >= -near; });
}

Ended raced(Prices after, const Watched& watched, const RaceRule& rule) {
  const auto touched_at = after.front().at;
  const double start = beyond(watched, after.front().price.value());
  const double broken = rule.beyond * watched.move, held = 2 * start - broken;
  if (start >= broken) return {RaceEnd::jumped, touched_at, touched_at};
  for (const auto& price : after.subspan(1)) {
    if (rule.horizon && price.at > touched_at + *rule.horizon) break;
    const double by = beyond(watched, price.price.value());
    if (by >= broken) return {RaceEnd::broken, touched_at, price.at};
    if (by <= held) return {RaceEnd::held, touched_at, price.at};
  }
  return {RaceEnd::undecided, touched_at, std::nullopt};
}

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
  const session::Hours hours{.open = after.front().at, .close = watched.close, .expected_move = std::nullopt};
  const session::WatchRule rule{.sampling = watched.bar};
  auto watch = session::watch_of(watched.side, market::Strike{watched.level});
  std::vector<session::WallEvent> events;
  for (const auto& price : after) {
    watch = session::advanced(std::move(watch), {price.at, price.price}, hours, rule, events);
    if (events.empty() || events.back().kind == session::WallEventKind::tested) continue;
    const auto label = events.back().attempt ? events.back().attempt->label : session::AttemptLabel::open;
    if (label == session::AttemptLabel::real) return {RaceEnd::broken, after.front().at, price.at};
    if (label == session::AttemptLabel::fake) return {RaceEnd::held, after.front().at, price.at};
    break;
  }
  return {RaceEnd::undecided, after.front().at, std::nullopt};
}

}  // namespace

std::string_view to_string(RaceEnd end) {
  constexpr std::array<std::string_view, 5> names{"untouched", "undecided", "held", "broken", "jumped"};
  return names.at(static_cast<std::size_t>(end));
}

std::string_view to_string(HitRule rule) {
  return std::ranges::find(rule_names, rule, &decltype(rule_names)::value_type::first)->second;
}

std::optional<HitRule> hit_rule_of(std::string_view name) {
  const auto found = std::ranges::find(rule_names, name, &decltype(rule_names)::value_type::second);
  return found == rule_names.end() ? std::nullopt : std::optional(found->first);
}

double beyond(const Watched& watched, double price) {
  const double by = std::log(price / watched.level);
  return watched.side == levels::Side::call ? by : -by;
}

Ended race(Prices prices, const Watched& watched, const RaceRule& rule) {
  return judged(prices, watched, rule, HitRule::race);
}

Ended judged(Prices prices, const Watched& watched, const RaceRule& rule, HitRule by) {
  const auto touch = touch_in(prices, watched, rule);
  if (touch == prices.end()) return {};
  const auto after = prices.subspan(static_cast<std::size_t>(touch - prices.begin()));
  switch (by) {
    case HitRule::race: return raced(after, watched, rule);
    case HitRule::close: return by_close(after, watched);
    case HitRule::excursion: return by_excursion(after, watched);
    case HitRule::label: return by_label(after, watched);
  }
  return {};
}

}  // namespace gammafield::research
