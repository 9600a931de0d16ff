#include "research/study_day.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace gammafield::research {
namespace {

using Bars = std::span<const ingest::PriceBar>;

/// The bars of one session, and what they come to.
struct SessionBars {
  market::Date session;
  Bars bars;
  double variance = 0;  ///< sum of squared ln returns from close to close, the first from its own open
};

double variance_of(Bars bars) {
  double last = bars.front().open.value(), sum = 0;
  for (const auto& bar : bars) {
    const double step = std::log(bar.close.value() / last);
    sum += step * step;
    last = bar.close.value();
  }
  return sum;
}

std::vector<SessionBars> by_session(const std::vector<ingest::PriceBar>& bars, const market::Calendar& calendar) {
  std::vector<SessionBars> sessions;
  auto begin = bars.begin();
  while (begin != bars.end()) {
    const auto session = calendar.session_of(begin->from);
    const auto open = calendar.session_open(session), close = calendar.session_close(session);
    const auto next =
        std::find_if(begin, bars.end(), [&](const auto& bar) { return calendar.session_of(bar.from) != session; });
    const auto first = std::find_if(begin, next, [&](const auto& bar) { return bar.from >= open; });
    const auto last = std::find_if(first, next, [&](const auto& bar) { return bar.until > close; });
    if (first != last) sessions.push_back({session, Bars(first, last), variance_of(Bars(first, last))});
    begin = next;
  }
  return sessions;
}

PriorSession prior_of(const SessionBars& session) {
  PriorSession prior{session.bars.front().high.value(), session.bars.front().low.value(),
                     session.bars.back().close.value()};
  for (const auto& bar : session.bars) {
    prior.high = std::max(prior.high, bar.high.value());
    prior.low = std::min(prior.low, bar.low.value());
  }
  return prior;
}

/// Of up to twenty sessions before; none of fewer than five.
std::optional<double> realised_move(std::span<const SessionBars> before) {
  constexpr std::size_t fewest = 5, most = 20;
  if (before.size() < fewest) return std::nullopt;
  before = before.last(std::min(before.size(), most));
  const double sum = std::accumulate(before.begin(), before.end(), 0.0,
                                     [](double total, const auto& session) { return total + session.variance; });
  return std::sqrt(sum / static_cast<double>(before.size()));
}

int sessions_between(market::Date from, market::Date to, const market::Calendar& calendar) {
  int count = 0;
  for (auto day = from; day < to && count <= 99; ++count) day = calendar.next_trading_day(day);
  return count;
}

/// The price at `from`, then each bar's close after it.
std::vector<ingest::PricePoint> prices_from(Bars bars, market::Instant from) {
  std::vector<ingest::PricePoint> prices;
  for (const auto& bar : bars) {
    if (bar.until <= from) {
      prices = {{from, bar.close}};
    } else {
      if (prices.empty()) prices.push_back({bar.from, bar.open});
      prices.push_back({bar.until, bar.close});
    }
  }
  return prices;
}

/// A stretch without prices that is longer than two bars; the session's start counts too, and its end unless it goes
/// on.
std::optional<std::string> gap_in(const StudyDay& day, std::chrono::seconds bar, bool goes_on,
                                  const market::Calendar& calendar) {
  const auto longest = 2 * bar;
  auto last = day.from;
  const auto gap = [&](market::Instant until) {
    return fmt::format("no prices from {} to {}", calendar.clock(last), calendar.clock(until));
  };
  for (const auto& price : day.prices) {
    if (price.at - last > longest) return gap(price.at);
    last = price.at;
  }
  if (!goes_on && day.close - last > longest) return gap(day.close);
  return std::nullopt;
}

/// How lively the last of these sessions was beside the others.
std::vector<Reading> volume_z_of(const SessionBars& session, std::span<const SessionBars> before,
                                 const market::Calendar& calendar) {
  const auto traded = [&](const SessionBars& of) { return TradedSession{calendar.session_open(of.session), of.bars}; };
  std::vector<TradedSession> others;
  std::ranges::transform(before, std::back_inserter(others), traded);
  return volume_z(traded(session), others);
}

/// Joins one session after another.
class Join {
 public:
  Join(const std::string& symbol, const SheetHistory& history, std::chrono::seconds bar, const JoinRule& rule,
       const market::Calendar& calendar)
      : symbol_(symbol), history_(history), bar_(bar), rule_(rule), calendar_(calendar) {}

  /// The day, or why it is left out. `before`: the sessions with bars before this one; `goes_on`: it may be.
  [[nodiscard]] base::Result<StudyDay, std::string> day(const SessionBars& session, std::span<const SessionBars> before,
                                                        bool goes_on) const {
    const auto date = session.session;
    StudyDay day{.symbol = symbol_,
                 .session = date,
                 .open = calendar_.session_open(date),
                 .close = calendar_.session_close(date),
                 .from = calendar_.session_open(date) + rule_.after_open,
                 .sheet = {},
                 .prices = {},
                 .prior = std::nullopt};
    const auto* sheet = history_.known_at(day.from);
    if (sheet == nullptr) return base::failure<std::string>("no levels were known at its start");
    const int age = sessions_between(calendar_.session_of(sheet->as_of), date, calendar_);
    if (age > rule_.sheet_age_max)
      return base::failure(fmt::format("the latest levels known at its start are {} sessions old", age));
    day.sheet = *sheet;
    const auto move = sheet->session_move ? sheet->session_move : realised_move(before);
    if (!move || !(*move > 0))
      return base::failure<std::string>(
          "no expected move: none implied, and fewer than five "
          "sessions of prices before");
    day.move = *move;
    day.move_is_implied = sheet->session_move.has_value();
    day.prices = prices_from(session.bars, day.from);
    if (day.prices.size() < 2) return base::failure<std::string>("no prices after its start");
    if (auto gap = gap_in(day, bar_, goes_on, calendar_)) return base::failure(*gap);
    if (!before.empty() && before.back().session == calendar_.previous_trading_day(date))
      day.prior = prior_of(before.back());
    day.volume_z = volume_z_of(session, before, calendar_);
    return day;
  }

 private:
  const std::string& symbol_;
  const SheetHistory& history_;
  std::chrono::seconds bar_;
  const JoinRule& rule_;
  const market::Calendar& calendar_;
};

}  // namespace

JoinedDays join_days(const std::string& symbol, const SheetHistory& history, const ingest::PriceBars& bars,
                     const JoinRule& rule, const market::Calendar& calendar) {
  const auto sessions = by_session(bars.bars, calendar);
  const Join join(symbol, history, bars.length, rule, calendar);
  JoinedDays joined;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    const bool goes_on = rule.last_goes_on && i + 1 == sessions.size();
    auto day = join.day(sessions[i], std::span(sessions).first(i), goes_on);
    if (day) {
      joined.days.push_back(std::move(*day));
    } else {
      joined.left_out.push_back({sessions[i].session, std::move(day.error())});
    }
  }
  return joined;
}

}  // namespace gammafield::research
