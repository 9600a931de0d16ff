#include <cmath>

#include "hedging/settlement.h"
#include "hedging/world.h"

namespace gammafield::hedging {

void World::begin_gains(const Conditions& now, PathState& path) {
  const double spot = path.price.spot();
  double answer = 0;
  for (std::size_t i = 0; i < path.holders.size(); ++i) {
    auto& holder = path.holders[i];
    auto& desk = desks_[i];
    const std::size_t state = path.stressed ? 1 : 0, was = path.was_stressed ? 1 : 0;
    holder.at_start = desk.marks[state].greeks(spot);
    holder.shares_at_start = path.ledger.shares(Ledger::first_dealer + i);
    holder.traded = holder.spent = 0;
    path.steps[i] = {};
    if (scenario_.dealers[i].lag > 0) answer += impact_ * holder.at_start.gamma * spot * spot;
    if (state == was && !now.shifted) continue;
    // what the marks were until now, and what they are from now on: the trapezium leaves third order only
    Marks& before = (now.shifted ? desk.before : desk.marks)[was];
    const double shift = now.shift[state] - (now.shifted ? before.shift() : now.shift[was]);
    holder.gains.vega += shift * (before.greeks(spot).vega + holder.at_start.vega) / 2;
  }
  path.overshoots = answer >= 1;
}

void World::end_gains(const Conditions& now, PathState& path) {
  const double before = std::exp(path.before), after = path.price.spot(), move = after - before;
  const double years = years_of(Minutes{now.to - now.from}).value();
  for (std::size_t i = 0; i < path.holders.size(); ++i) {
    auto& holder = path.holders[i];
    auto& gains = holder.gains;
    const std::size_t agent = Ledger::first_dealer + i;
    const auto& g = holder.at_start;
    gains.delta += (g.delta + holder.shares_at_start) * move + holder.traded * after - holder.spent;
    gains.gamma += g.gamma * move * move / 2;
    gains.theta += g.theta * years;
    const double interest = path.ledger.cash(agent) * std::expm1(scenario_.rate.value() * years);
    const double dividends = holder.shares_at_start * before * scenario_.dividend.value() * years;
    path.ledger.pay(Ledger::bank, agent, interest + dividends);
    gains.carry += interest + dividends;
    path.steps[i].hedge = market::Shares{path.ledger.shares(agent)};
  }
}

void World::settle(const Conditions& now, PathState& path) {
  for (std::size_t i = 0; i < path.holders.size(); ++i) {
    const auto& book = scenario_.dealers[i].book;
    const Minutes from{now.from}, to{now.to};
    if (!anything_settles(book, from, to)) continue;
    const auto handed = settlement(book, from, to, path.price.spot());
    path.ledger.hand_over(Ledger::customers, Ledger::first_dealer + i, handed.shares);
    path.ledger.pay(Ledger::customers, Ledger::first_dealer + i, handed.cash);
    path.steps[i].hedge = market::Shares{path.ledger.shares(Ledger::first_dealer + i)};
  }
}

DealerTotals World::totals(std::size_t place, std::size_t dealer) {
  const auto& path = paths_[place];
  const auto& holder = path.holders[dealer];
  const std::size_t agent = Ledger::first_dealer + dealer;
  const double spot = path.price.spot();
  Marks marks = desks_[dealer].marks[path.stressed ? 1 : 0];
  marks.set(Minutes{schedule_.back().to}, schedule_.back().shift[path.stressed ? 1 : 0]);
  const double total = path.ledger.cash(agent) + path.ledger.shares(agent) * spot + marks.valued(spot).value;
  const auto& gains = holder.gains;
  const double told = gains.gamma + gains.theta + gains.vega + gains.delta + gains.carry + gains.cost;
  using market::Usd;
  return {{Usd{gains.gamma}, Usd{gains.theta}, Usd{gains.vega}, Usd{gains.delta}, Usd{gains.carry}, Usd{gains.cost},
           Usd{total - told}, Usd{total}},
          holder.trades,
          market::Shares{holder.turnover}};
}

}  // namespace gammafield::hedging
