#include <cmath>

#include "levels/open_interest.h"
#include "levels/strike_contest.h"

namespace gammafield::levels {
namespace {

using Strikes = std::span<const StrikeOpenInterest>;

constexpr double flat_within = 1e-12;  // of all open interest: what summing fractions of contracts can leave

struct Sides {
  double calls = 0, puts = 0;
};

Sides total_of(Strikes strikes) {
  Sides total;
  for (const StrikeOpenInterest& at : strikes) {
    total.calls += at.call.value();
    total.puts += at.put.value();
  }
  return total;
}

/// First and last listed strike that minimise the pain: where its right slope, counted in contracts, turns from
/// negative to positive. A right slope of exactly zero means that the next strike is as good.
std::pair<std::size_t, std::size_t> minimisers(Strikes strikes) {
  const Sides total = total_of(strikes);
  const double flat = flat_within * (total.calls + total.puts);
  double calls_up_to = 0, puts_above = total.puts;
  std::optional<std::size_t> low;
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    calls_up_to += strikes[i].call.value();
    puts_above -= strikes[i].put.value();
    const double right_slope = calls_up_to - puts_above;
    if (right_slope < -flat) continue;
    if (!low) low = i;
    if (right_slope > flat) return {*low, i};
  }
  return {low.value_or(0), strikes.size() - 1};
}

const StrikeOpenInterest& nearest(Strikes strikes, market::Spot spot) {
  const auto distance = [&](const StrikeOpenInterest& at) { return std::abs(at.strike.value() - spot.value()); };
  const StrikeOpenInterest* best = &strikes.front();
  for (const StrikeOpenInterest& at : strikes)
    if (distance(at) < distance(*best)) best = &at;
  return *best;
}

}  // namespace

market::Usd pain(Strikes strikes, market::Spot settlement, market::Multiplier multiplier) {
  double sum = 0;
  for (const StrikeOpenInterest& at : strikes) {
    const double above = settlement.value() - at.strike.value();
    sum += above > 0 ? at.call.value() * above : at.put.value() * -above;
  }
  return market::Usd{sum * multiplier.value()};
}

Level<MaxPain> max_pain(Strikes strikes, market::Spot spot, market::Multiplier multiplier) {
  const Sides total = total_of(strikes);
  if (!(total.calls + total.puts > 0)) return base::failure(NoLevel::no_open_interest);
  const auto [low, high] = minimisers(strikes);
  const StrikeOpenInterest& chosen = nearest(strikes.subspan(low, high - low + 1), spot);
  return MaxPain{chosen.strike, strikes[low].strike, strikes[high].strike,
                 pain(strikes, market::Spot{chosen.strike.value()}, multiplier)};
}

Level<market::Strike> max_worthless(Strikes strikes, market::Spot spot) {
  std::vector<Contender> field;
  double calls_from = total_of(strikes).calls, puts_up_to = 0;
  for (const StrikeOpenInterest& at : strikes) {
    puts_up_to += at.put.value();
    field.push_back({at.strike, calls_from + puts_up_to, at.total()});
    calls_from -= at.call.value();
  }
  const auto won = winner(field, spot);
  if (!won) return base::failure(NoLevel::no_open_interest);
  return field[*won].strike;
}

}  // namespace gammafield::levels
