#include "research/attempts.h"

#include <algorithm>
#include <utility>

namespace gammafield::research {

std::vector<session::Attempt> attempts_at(Prices prices, const Watched& watched) {
  const auto crosses = [&](const auto& price) { return is_beyond(watched, price.price.value()); };
  if (std::ranges::none_of(prices, crosses)) return {};  // as most are: before anything dearer
  const session::Hours hours{.open = prices.front().at, .close = watched.close, .expected_move = std::nullopt};
  const session::WatchRule rule{.sampling = watched.bar};
  auto watch = session::watch_of(watched.side, market::Strike{watched.level});
  std::vector<session::WallEvent> events;
  const auto first_inside = std::ranges::find_if_not(prices, crosses);
  for (auto price = first_inside; price != prices.end(); ++price)
    watch = session::advanced(std::move(watch), {price->at, price->price}, hours, rule, events);
  watch = session::ended(std::move(watch), rule, events);
  std::vector<session::Attempt> attempts;
  for (auto& event : events) {
    if (event.attempt && event.attempt->label != session::AttemptLabel::open) attempts.push_back(*event.attempt);
  }
  return attempts;
}

std::optional<bool> stayed_beyond(Prices prices, const Watched& watched, const session::Attempt& attempt,
                                  std::chrono::minutes time) {
  const auto until = attempt.crossed_at + time;
  if (prices.empty() || prices.back().at < until) return std::nullopt;
  return std::ranges::all_of(prices, [&](const auto& price) {
    return price.at < attempt.crossed_at || price.at > until || is_beyond(watched, price.price.value());
  });
}

}  // namespace gammafield::research
