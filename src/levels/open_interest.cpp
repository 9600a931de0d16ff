#include "levels/open_interest.h"

#include <algorithm>
#include <cmath>

#include "levels/strike_contest.h"
#include "market/strike_positions.h"

namespace gammafield::levels {
namespace {

using Strikes = std::span<const StrikeOpenInterest>;

bool is_in(double window, market::Strike strike, market::Spot spot) {
  return std::abs(strike.value() - spot.value()) <= window * spot.value();
}

template <class Count>
Level<market::Strike> largest(Strikes strikes, market::Spot spot, double window, Count count) {
  std::vector<Contender> field;
  for (const StrikeOpenInterest& at : strikes)
    if (is_in(window, at.strike, spot)) field.push_back({at.strike, count(at).value(), at.total()});
  const auto won = winner(field, spot);
  if (!won) return base::failure(NoLevel::no_open_interest);
  return field[*won].strike;
}

}  // namespace

std::vector<StrikeOpenInterest> open_interest_by_strike(const market::ChainSnapshot& chain,
                                                        const std::vector<bool>& keep) {
  std::vector<const market::OptionRow*> rows;
  std::vector<market::Strike> all;
  rows.reserve(chain.rows.size());
  all.reserve(chain.rows.size());
  for (const market::OptionRow& row : chain.rows) {
    if (!keep[row.expiry] || chain.expiries[row.expiry].unlisted) continue;
    rows.push_back(&row);
    all.push_back(row.strike);
  }
  const auto [strikes, positions] = market::strike_positions(all);
  std::vector<StrikeOpenInterest> found(strikes.size());
  for (std::size_t i = 0; i < strikes.size(); ++i) found[i].strike = strikes[i];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    StrikeOpenInterest& at = found[positions[i]];
    market::Contracts& side = rows[i]->right == market::Right::call ? at.call : at.put;
    side = market::Contracts{side.value() + rows[i]->open_interest.value_or(market::Contracts{}).value()};
  }
  return found;
}

Level<market::Strike> oi_call_wall(Strikes strikes, market::Spot spot, double window) {
  return largest(strikes, spot, window, [](const StrikeOpenInterest& at) { return at.call; });
}

Level<market::Strike> oi_put_wall(Strikes strikes, market::Spot spot, double window) {
  return largest(strikes, spot, window, [](const StrikeOpenInterest& at) { return at.put; });
}

Level<market::Strike> pin(Strikes strikes, market::Spot spot, double window) {
  return largest(strikes, spot, window, [](const StrikeOpenInterest& at) { return at.total(); });
}

}  // namespace gammafield::levels
