#include <algorithm>
#include <chrono>
#include <utility>

#include "alerts/evaluate.h"
#include "alerts/raise.h"
#include "alerts/words.h"

namespace gammafield::alerts {
namespace {

using market::Instant;

/// A session's page is due from `from` to `until`.
struct Due {
  AlertKind kind = AlertKind::end_of_day;
  market::Date session;
  Instant from, until;
};

std::optional<Due> due(const EndOfDay& condition, Instant now, const market::Calendar& calendar) {
  const market::Date session = calendar.session_of(now);
  const Due due{AlertKind::end_of_day, session, calendar.session_close(session) + condition.after_close,
                calendar.session_open(calendar.next_trading_day(session))};
  return now >= due.from && now < due.until ? std::optional{due} : std::nullopt;
}

std::optional<Due> due(const PreMarket& condition, Instant now, const market::Calendar& calendar) {
  const market::Date today = calendar.local(now).date;
  if (!calendar.is_trading_day(today)) return std::nullopt;
  const Instant at = calendar.instant(today, condition.at);
  const Due due{AlertKind::pre_market, today, at, std::max(calendar.session_open(today), at + std::chrono::hours{1})};
  return now >= due.from && now < due.until ? std::optional{due} : std::nullopt;
}

template <class Other>
std::optional<Due> due(const Other&, Instant, const market::Calendar&) {
  return std::nullopt;
}

}  // namespace

Evaluated evaluate(std::span<const Rule> rules, State state, Instant now, const market::Calendar& calendar,
                   std::span<const std::string> symbols, const Pages& pages) {
  Evaluated out{std::move(state), {}};
  for (const Rule& rule : rules) {
    const auto page_due = std::visit([&](const auto& condition) { return due(condition, now, calendar); }, rule.when);
    if (!page_due) continue;
    const std::span<const std::string> wanted = rule.symbols.empty() ? symbols : std::span{rule.symbols};
    for (const std::string& symbol : wanted) {
      const StandingKey key{rule.name, symbol, "watch page"};
      const auto known = out.state.standing.find(key);
      const auto day = static_cast<double>(std::chrono::sys_days{page_due->session}.time_since_epoch().count());
      if (known != out.state.standing.end() && known->second.last == day) continue;
      const auto page = pages(page_due->kind, symbol, page_due->session);
      if (!page) continue;
      out.state.standing[key].last = day;
      Standing& told = out.state.standing[{rule.name, symbol, told_key(page_due->kind, "")}];
      const auto turn = turn_of(rule, told, now, calendar);
      if (turn)
        out.raised.push_back(
            {alert_of(rule, page_due->kind, symbol, page_due->session, now, *page), rule.sinks, turn->not_before});
    }
  }
  return out;
}

}  // namespace gammafield::alerts
