#include "simulate/quotes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gammafield::simulate {
namespace {

constexpr double cents_a_dollar = 100;
constexpr double rounding_slack = 1e-7;  // of a cent: a price computed onto the grid stays on it
constexpr std::int64_t small_tick = 5, large_tick = 10, tick_change = 300;  // cents

market::Price from_cents(std::int64_t cents) { return market::Price{static_cast<double>(cents) / cents_a_dollar}; }

/// Whole spread of a contract without intrinsic value, before it is rounded outward to the grid.
double plain_spread(const QuotedContract& contract) {
  const double T = contract.years.value();
  const double late = std::max(T - 3, 0.0);
  const double ageing = 1 + 0.6 * T + 2 * late * late;  // beyond three years hardly anybody quotes
  const double series = contract.settlement == market::Settlement::am ? 1.5 : 1.0;
  return 0.03 + 0.035 * std::pow(contract.time_value.value(), 0.6) * ageing * series;
}

/// From 0 at the money to 0.3 % of spot once 6 % in it.
double deep_spread(const QuotedContract& contract) {
  constexpr double widest = 0.003, reached_at = 0.06;
  const double x = std::min(contract.in_the_money / reached_at, 1.0);
  return widest * contract.spot.value() * x * x * (3 - 2 * x);
}

/// One wing quote in twenty, with no bid, is an ask that nobody cared to improve.
double neglect(market::Price bid, RandomStream& random) {
  const double chance = random.uniform(), size = random.uniform();
  return bid.value() == 0 && chance < 0.05 ? 0.2 + 4 * size : 0;
}

}  // namespace

market::Price tick_at_or_below(market::Price price) {
  const auto cents = static_cast<std::int64_t>(std::floor(price.value() * cents_a_dollar + rounding_slack));
  const std::int64_t tick = cents < tick_change ? small_tick : large_tick;
  return from_cents(std::max<std::int64_t>(cents, 0) / tick * tick);
}

market::Price tick_at_or_above(market::Price price) {
  const auto cents = static_cast<std::int64_t>(std::ceil(price.value() * cents_a_dollar - rounding_slack));
  const std::int64_t tick = cents <= tick_change ? small_tick : large_tick;
  return from_cents((std::max<std::int64_t>(cents, 0) + tick - 1) / tick * tick);
}

Quote draw_quote(const QuotedContract& contract, RandomStream& random) {
  const double half = 0.5 * (plain_spread(contract) + deep_spread(contract));
  const double down = half * (0.85 + 0.3 * random.uniform()), up = half * (0.85 + 0.3 * random.uniform());
  Quote quote;
  quote.bid = tick_at_or_below(market::Price{contract.value.value() - down});
  quote.ask = tick_at_or_above(market::Price{contract.value.value() + up + neglect(quote.bid, random)});
  return quote;
}

}  // namespace gammafield::simulate
