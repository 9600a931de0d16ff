#include "research/race.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gammafield::research {

std::string_view to_string(RaceEnd end) {
  constexpr std::array<std::string_view, 5> names{"untouched", "undecided", "held", "broken", "jumped"};
  return names.at(static_cast<std::size_t>(end));
}

std::optional<double> hit(const Ended& ended) {
  if (ended.end == RaceEnd::held) return 1;
  if (ended.end == RaceEnd::broken) return 0;
  return std::nullopt;
}

bool is_beyond(const Watched& watched, double price) {
  return watched.side == levels::Side::call ? price > watched.level : price < watched.level;
}

double beyond(const Watched& watched, double price) {
  const double by = std::log(price / watched.level);
  return watched.side == levels::Side::call ? by : -by;
}

Prices from_touch(Prices prices, const Watched& watched, const RaceRule& rule) {
  // prices compared with two bounds rather than a logarithm each: most levels of a study are never touched
  const double sign = watched.side == levels::Side::call ? 1 : -1;
  const auto before = [&](double distance) { return sign * watched.level * std::exp(-sign * distance); };
  const double near = before(std::max(rule.touch * watched.move, rule.tick.value() / watched.level));
  const double away = before(rule.away * watched.move);
  const auto first = std::ranges::find_if(prices, [&](const auto& at) { return sign * at.price.value() <= away; });
  const auto touch = std::find_if(first, prices.end(), [&](const auto& at) { return sign * at.price.value() >= near; });
  return prices.subspan(static_cast<std::size_t>(touch - prices.begin()));
}

Ended race(Prices prices, const Watched& watched, const RaceRule& rule) {
  const auto after = from_touch(prices, watched, rule);
  if (after.empty()) return {};
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

}  // namespace gammafield::research
