#include "levels/open_interest.h"

#include <algorithm>
#include <cmath>

#include "levels/strike_contest.h"

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

struct Entry {
  market::Strike strike;
  market::Right right = market::Right::call;
  double contracts = 0;
};

std::vector<StrikeOpenInterest> merged(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.strike < b.strike; });
  std::vector<StrikeOpenInterest> strikes;
  for (const Entry& entry : entries) {
    if (strikes.empty() || strikes.back().strike != entry.strike) strikes.push_back({entry.strike, {}, {}});
    market::Contracts& side = entry.right == market::Right::call ? strikes.back().call : strikes.back().put;
    side = market::Contracts{side.value() + entry.contracts};
  }
  return strikes;
}

}  // namespace

std::vector<StrikeOpenInterest> open_interest_by_strike(const market::ChainSnapshot& chain,
                                                        const std::vector<bool>& keep) {
  std::vector<Entry> entries;
  entries.reserve(chain.rows.size());
  for (const market::OptionRow& row : chain.rows)
    if (keep[row.expiry])
      entries.push_back({row.strike, row.right, row.open_interest.value_or(market::Contracts{}).value()});
  return merged(entries);
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
