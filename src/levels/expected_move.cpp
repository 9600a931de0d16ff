#include "levels/expected_move.h"

#include <cmath>

namespace gammafield::levels {
namespace {

using pricing::PricedChain;

std::optional<market::ImpliedVol> atm_vol_living_until(const PricedChain& priced, market::Instant until) {
  const auto& expiries = priced.chain->expiries;  // ascending by settlement
  for (std::size_t i = 0; i < expiries.size(); ++i)
    if (expiries[i].settles_at >= until && priced.expiries[i].atm_vol > 0)
      return market::ImpliedVol{priced.expiries[i].atm_vol};
  return std::nullopt;
}

std::optional<std::size_t> nearest_unsettled(const PricedChain& priced) {
  for (std::size_t i = 0; i < priced.expiries.size(); ++i)
    if (priced.expiries[i].years > 0) return i;
  return std::nullopt;
}

std::optional<double> mid_of(const market::OptionRow& row) {
  if (!row.bid || !row.ask || !(row.bid->value() > 0) || row.ask->value() < row.bid->value()) return std::nullopt;
  return 0.5 * (row.bid->value() + row.ask->value());
}

/// Of two equally near the lower.
std::optional<market::Strike> strike_nearest_to_forward(const PricedChain& priced, std::size_t expiry) {
  const double forward = priced.expiries[expiry].forward.forward;
  const auto distance = [&](market::Strike strike) { return std::abs(strike.value() - forward); };
  std::optional<market::Strike> best;
  for (const market::OptionRow& row : priced.chain->rows)
    if (row.expiry == expiry && (!best || distance(row.strike) < distance(*best))) best = row.strike;
  return best;
}

std::optional<double> straddle_mid(const PricedChain& priced, std::size_t expiry, market::Strike strike) {
  std::optional<double> call, put;
  for (const market::OptionRow& row : priced.chain->rows)
    if (row.expiry == expiry && row.strike == strike) (row.right == market::Right::call ? call : put) = mid_of(row);
  if (!call || !put) return std::nullopt;
  return *call + *put;
}

void add_straddle(ExpectedMove& move, const PricedChain& priced) {
  const auto expiry = nearest_unsettled(priced);
  if (!expiry) return;
  const auto strike = strike_nearest_to_forward(priced, *expiry);
  if (!strike) return;
  const auto mid = straddle_mid(priced, *expiry, *strike);
  if (!mid) return;
  move.straddle = market::Usd{*mid};
  move.straddle_until = priced.chain->expiries[*expiry].settles_at;
}

}  // namespace

market::Instant next_session_close(market::Instant as_of, const market::Calendar& calendar) {
  market::Date day = calendar.local(as_of).date;
  if (calendar.is_trading_day(day) && calendar.session_close(day) > as_of) return calendar.session_close(day);
  return calendar.session_close(calendar.next_trading_day(day));
}

Level<ExpectedMove> expected_move(const PricedChain& priced) {
  ExpectedMove move;
  move.until = next_session_close(priced.chain->as_of, *priced.chain->calendar);
  const auto vol = atm_vol_living_until(priced, move.until);
  if (!vol) return base::failure(NoLevel::no_volatility);

  move.atm_vol = *vol;
  move.fraction = vol->value() * std::sqrt(priced.years_between(priced.chain->as_of, move.until));
  move.pct = 100 * move.fraction;
  move.usd = market::Usd{priced.spot.value() * move.fraction};
  add_straddle(move, priced);
  return move;
}

}  // namespace gammafield::levels
