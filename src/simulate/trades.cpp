#include "simulate/trades.h"

#include <algorithm>
#include <cmath>

namespace gammafield::simulate {
namespace {

using namespace std::chrono;
using market::Instant;
using market::Price;

constexpr double middle_grid = 0.025;  // half a tick: middles of quotes lie on it

Price rounded_to(double value, double grid) { return Price{std::round(value / grid) * grid}; }
Price cents(double value) { return rounded_to(std::max(value, 0.01), 0.01); }

/// Second-order way back to the spot of the close before; time has not moved.
Price previous_middle(const SimulatedOption& option, market::Delta delta, market::Gamma gamma, double spot_change) {
  const double before =
      option.true_price.value() - delta.value() * spot_change + 0.5 * gamma.value() * spot_change * spot_change;
  return rounded_to(std::max(before, middle_grid), middle_grid);
}

Instant moment_of(const Session& session, market::Date day, RandomStream& random) {
  const Instant opens = session.calendar->session_open(day);
  const Instant ends = std::min(session.calendar->session_close(day), std::max(session.as_of, opens));
  return opens + seconds{static_cast<std::int64_t>(random.uniform() * static_cast<double>((ends - opens).count()))};
}

void trade_today(SimulatedOption& option, const Session& session, RandomStream& random) {
  const double bid = std::max(option.bid.value(), 0.05), ask = std::max(option.ask.value(), bid);
  option.last = cents(bid + (ask - bid) * random.uniform());
  const double last = option.last.value();
  const double moved = option.previous_close.value() - last;  // the day's way, run backwards from the last trade
  option.open = cents(last + 0.8 * moved * random.uniform());
  const double swing = 0.1 * last * random.uniform();
  option.high = cents(std::max(last, option.open.value()) + swing);
  option.low = cents(std::min(last, option.open.value()) - swing * random.uniform());
  option.change = Change{last - option.previous_close.value()};
  option.last_trade = moment_of(session, session.day, random);
}

void trade_of_old(SimulatedOption& option, const Session& session, RandomStream& random) {
  constexpr std::uint64_t oldest = 45;  // days
  const market::Date day = session.calendar->previous_trading_day(
      market::Date{sys_days{session.day} - days{static_cast<std::int64_t>(random.below(oldest))}});
  option.last = cents(option.true_price.value() * std::exp(0.25 * random.normal()));
  option.last_trade = moment_of(session, day, random);
}

}  // namespace

void draw_trades(SimulatedOption& option, market::Delta delta, market::Gamma gamma, const Session& session,
                 RandomStream& random) {
  option.previous_close = previous_middle(option, delta, gamma, session.spot_change);
  const double held = option.open_interest.value();
  if (option.volume.value() > 0) {
    trade_today(option, session, random);
  } else if (held > 0 && random.uniform() < 0.9) {
    trade_of_old(option, session, random);
  }
  constexpr std::uint64_t largest = 400;
  option.bid_size = option.bid.value() > 0 ? static_cast<std::uint32_t>(1 + random.below(largest)) : 0;
  option.ask_size = static_cast<std::uint32_t>(1 + random.below(largest));
}

}  // namespace gammafield::simulate
