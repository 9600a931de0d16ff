#include <utility>

#include "alerts/evaluate.h"
#include "alerts/raise.h"
#include "alerts/words.h"

namespace gammafield::alerts {

Evaluated evaluate(std::span<const Rule> rules, State state, const FeedNews& news, const market::Calendar& calendar) {
  Evaluated out{std::move(state), {}};
  for (const Rule& rule : rules) {
    const auto* condition = std::get_if<DataStale>(&rule.when);
    if (condition == nullptr || (!news.symbol.empty() && !watches(rule, news.symbol))) continue;
    Standing& known = out.state.standing[{rule.name, news.feed, "watch stale"}];
    // a feed that was never told stale is not told fresh
    const double now = news.stale ? 1 : 0;
    if (known.last.value_or(0) == now) continue;
    known.last = now;
    if (!(news.stale ? condition->stale : condition->fresh)) continue;
    const auto kind = news.stale ? AlertKind::data_stale : AlertKind::data_fresh;
    Standing& told = out.state.standing[{rule.name, news.feed, told_key(kind, "")}];
    const auto turn = turn_of(rule, told, news.at, calendar);
    if (turn) out.raised.push_back({alert_of(rule, news, calendar, turn->held_back), rule.sinks, turn->not_before});
  }
  return out;
}

}  // namespace gammafield::alerts
