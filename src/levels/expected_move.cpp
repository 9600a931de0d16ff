#include "levels/expected_move.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "levels/expected_moves.h"

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

}  // namespace

market::Instant next_session_close(market::Instant as_of, const market::Calendar& calendar) {
  market::Date day = calendar.local(as_of).date;
  if (calendar.is_trading_day(day) && calendar.session_close(day) > as_of) return calendar.session_close(day);
  return calendar.session_close(calendar.next_trading_day(day));
}

Level<ExpectedMove> expected_move(const PricedChain& priced) { return ExpectedMoves{priced}.at(priced.spot); }

ExpectedMoves::ExpectedMoves(const PricedChain& priced) : move_(base::failure(NoLevel::no_volatility)) {
  ExpectedMove move;
  move.until = next_session_close(priced.chain->as_of, *priced.chain->calendar);
  const auto vol = atm_vol_living_until(priced, move.until);
  if (!vol) return;
  move.atm_vol = *vol;
  move.fraction = vol->value() * std::sqrt(priced.years_between(priced.chain->as_of, move.until));
  move.pct = 100 * move.fraction;
  move_ = move;
  add_straddles(priced);
}

void ExpectedMoves::add_straddles(const PricedChain& priced) {
  const auto expiry = nearest_unsettled(priced);
  if (!expiry) return;
  spot_ = priced.spot.value();
  forward_ = priced.expiries[*expiry].forward.forward;
  straddle_until_ = priced.chain->expiries[*expiry].settles_at;
  std::map<market::Strike, Straddle> by_strike;
  for (const market::OptionRow& row : priced.chain->rows) {
    if (row.expiry != *expiry) continue;
    Straddle& straddle = by_strike.try_emplace(row.strike, Straddle{row.strike, {}, {}}).first->second;
    (row.right == market::Right::call ? straddle.call : straddle.put) = mid_of(row);
  }
  for (const auto& [strike, straddle] : by_strike) straddles_.push_back(straddle);
}

/// Of two equally near the lower.
const ExpectedMoves::Straddle* ExpectedMoves::nearest_to(double forward) const {
  const auto distance = [&](const Straddle& straddle) { return std::abs(straddle.strike.value() - forward); };
  const auto best = std::ranges::min_element(straddles_, {}, distance);
  return best == straddles_.end() ? nullptr : &*best;
}

Level<ExpectedMove> ExpectedMoves::at(market::Spot spot) const {
  if (!move_) return move_;
  ExpectedMove move = *move_;
  move.usd = market::Usd{spot.value() * move.fraction};
  if (straddles_.empty()) return move;
  const Straddle& nearest = *nearest_to(forward_ * (spot.value() / spot_));
  if (!nearest.call || !nearest.put) return move;
  move.straddle = market::Usd{*nearest.call + *nearest.put};
  move.straddle_until = straddle_until_;
  return move;
}

}  // namespace gammafield::levels
