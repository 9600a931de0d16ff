#include "hedging/world.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "hedging/draws.h"
#include "hedging/theory.h"

namespace gammafield::hedging {
namespace {

/// A price that moved tenfold, or by half in one step by hedging alone, is no market any more but a run out of hand.
const double furthest = std::log(10);
constexpr double furthest_in_a_step = 0.5;

/// Deltas of what settles at a step's end are those of just before it.
constexpr double before_settlement = 1e-3;  // minutes: a tick of price at the money, nothing elsewhere

std::size_t ring_size(const Scenario& scenario) {
  std::size_t size = 1;
  for (const auto& dealer : scenario.dealers) size = std::max<std::size_t>(size, dealer.lag);
  if (scenario.momentum) {
    const double back = scenario.momentum->window.value() / scenario.step.value();
    size = std::max(size, static_cast<std::size_t>(std::lround(back)) + 1);
  }
  return size;
}

/// Every option's volatility widened or narrowed for the cost of its hedging.
std::vector<double> leland_volatilities(const Dealer& dealer, Minutes step) {
  const auto* every = std::get_if<policy::EveryMinutes>(&dealer.policy);
  const auto between = years_of(every != nullptr ? every->minutes : step);
  std::vector<double> volatilities;
  for (const auto& position : dealer.book.positions) {
    volatilities.push_back(
        leland_volatility(position.implied_vol, dealer.costs.half_spread, between, position.shares.value() < 0)
            .value());
  }
  return volatilities;
}

std::vector<double> hedge_volatilities(const Dealer& dealer, Minutes step) {
  using Kind = HedgeVol::Kind;
  if (dealer.hedge_vol.kind == Kind::leland) return leland_volatilities(dealer, step);
  std::vector<double> volatilities;
  for (const auto& position : dealer.book.positions) {
    volatilities.push_back(dealer.hedge_vol.kind == Kind::fixed
                               ? dealer.hedge_vol.fixed.value()
                               : position.implied_vol.value() + 0.01 * dealer.hedge_vol.shift.value());
  }
  return volatilities;
}

/// Fisher and Yates, by the bits of one draw.
void shuffle(std::vector<std::size_t>& order, std::uint64_t bits) {
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[bits % left]);
    bits /= left;
  }
}

/// Whether the path is in the second regime after a step of this length.
bool is_stressed(const Regime& regime, bool stressed, double minutes, double uniform) {
  const double rate = stressed ? 1 / regime.lasts.value() : regime.a_session / minutes_a_session;
  return (uniform < -std::expm1(-rate * minutes)) != stressed;
}

}  // namespace

World::World(const Scenario& scenario, std::span<const Conditions> schedule, std::uint64_t seed, std::uint64_t first,
             std::size_t paths)
    : scenario_(scenario), schedule_(schedule), seed_(seed) {
  impact_ = scenario.impact.permanent.value() + scenario.impact.transient.value();
  decay_ = std::exp2(-scenario.step.value() / scenario.impact.half_life.value());
  for (const auto& dealer : scenario.dealers) {
    desks_.push_back(desk_of(dealer));
    follows_ = follows_ || dealer.lag == 0;
  }
  set_start(schedule.front(), 0);
  for (std::size_t i = 0; i < paths; ++i) paths_.push_back(started(first + i));
}

World::Desk World::desk_of(const Dealer& dealer) const {
  const std::size_t states = scenario_.regime ? 2 : 1;
  Desk desk;
  desk.marks.assign(states, Marks{dealer.book});
  if (!scenario_.shifts.empty()) desk.before = desk.marks;
  desk.hedges_by_marks = dealer.hedge_vol.kind == HedgeVol::Kind::implied;
  if (!desk.hedges_by_marks) {
    desk.hedges = desk.marks;
    for (auto& hedge : desk.hedges) hedge.hedge_by(hedge_volatilities(dealer, scenario_.step));
  }
  if (std::holds_alternative<policy::TimeDecay>(dealer.policy)) {
    desk.earlier = desk.hedges_by_marks ? desk.marks : desk.hedges;
  }
  return desk;
}

World::PathState World::started(std::uint64_t number) {
  const double spot = scenario_.spot.value();
  const std::size_t dealers = scenario_.dealers.size(), ring = ring_size(scenario_);
  PathState path{.number = number,
                 .price = ImpactedPrice{spot},
                 .alone = ImpactedPrice{spot},
                 .past = std::vector<double>(ring, std::log(spot)),
                 .past_alone = std::vector<double>(ring, std::log(spot)),
                 .ledger = Ledger{dealers},
                 .holders = std::vector<Holder>(dealers),
                 .steps = std::vector<DealerStep>(dealers),
                 .order = std::vector<std::size_t>(dealers)};
  for (std::size_t i = 0; i < dealers; ++i) {
    const std::size_t agent = Ledger::first_dealer + i;
    path.holders[i].last_traded_at = spot;
    path.ledger.pay(agent, Ledger::customers, desks_[i].marks.front().valued(spot).value);
    if (!scenario_.dealers[i].hedged_at_start) continue;
    const auto flat = market::Shares{-view(schedule_.front(), path, i, spot).options_delta.value()};
    path.ledger.trade(agent, Ledger::market_maker, in_lots(flat, scenario_.dealers[i].lot).value(), spot);
  }
  return path;
}

std::vector<DealerStep> World::opening(std::size_t place) {
  std::vector<DealerStep> all;
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    const auto seen = view(schedule_.front(), paths_[place], i, scenario_.spot.value());
    all.push_back(
        {.options_delta = seen.options_delta, .net_before = {}, .trade = {}, .hedge = seen.hedge, .cost = {}});
  }
  return all;
}

void World::set_start(const Conditions& now, std::size_t step) {
  for (auto& desk : desks_) {
    for (std::size_t state = 0; state < desk.marks.size(); ++state) {
      const Minutes at{now.from};
      desk.marks[state].set(at, now.shift[state]);
      if (!desk.hedges_by_marks) desk.hedges[state].set(at, now.shift[state]);
      if (now.shifted) desk.before[state].set(at, schedule_[step - 1].shift[state]);
      if (!desk.earlier.empty()) {
        desk.earlier[state].set(Minutes{step == 0 ? 0 : now.from - scenario_.step.value()}, now.shift[state]);
      }
    }
  }
}

void World::set_end(const Conditions& now) {
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    if (scenario_.dealers[i].lag != 0) continue;
    auto& desk = desks_[i];
    for (std::size_t state = 0; state < desk.marks.size(); ++state) {
      const Minutes at{now.to - before_settlement};
      (desk.hedges_by_marks ? desk.marks : desk.hedges)[state].set(at, now.shift[state]);
      if (!desk.earlier.empty()) desk.earlier[state].set(Minutes{now.from}, now.shift[state]);
    }
  }
}

std::optional<base::Refusal> World::run(Watcher& watcher) {
  for (std::size_t step = 0; step < schedule_.size(); ++step) {
    const auto& now = schedule_[step];
    set_start(now, step);
    for (auto& path : paths_) open_step(now, step, path);
    if (follows_) set_end(now);
    for (auto& path : paths_) {
      close_step(now, path);
      if (auto refusal = unstable(now, path)) return refusal;
      watcher.stepped(facts(step, path));
    }
  }
  return std::nullopt;
}

void World::open_step(const Conditions& now, std::size_t step, PathState& path) {
  const auto draws = draws_of(seed_, path.number, step);
  path.hedging = path.flow = 0;
  path.before = path.past[step % path.past.size()] = path.price.log_spot();
  path.alone_before = path.past_alone[step % path.past.size()] = path.alone.log_spot();
  path.was_stressed = path.stressed;
  if (scenario_.regime) {
    path.stressed = is_stressed(*scenario_.regime, path.stressed, scenario_.step.value(), draws.regime);
  }
  std::iota(path.order.begin(), path.order.end(), 0);
  shuffle(path.order, draws.order);
  begin_gains(now, path);
  lagging_trades(now, step, path);
  other_flows(now, step, path, draws.flow);
  const double noise = now.noise_mean[path.stressed] + now.noise_sd[path.stressed] * draws.noise;
  path.price.move(noise);
  path.alone.move(noise);
  path.price.decay(decay_);
  path.alone.decay(decay_);
}

void World::close_step(const Conditions& now, PathState& path) {
  if (follows_) following_trades(now, path);
  end_gains(now, path);
  settle(now, path);
}

StepFacts World::facts(std::size_t step, const PathState& path) const {
  return {.step = step,
          .path = path.number,
          .before = path.before,
          .after = path.price.log_spot(),
          .alone_before = path.alone_before,
          .alone_after = path.alone.log_spot(),
          .hedging = path.hedging,
          .flow = path.flow,
          .stressed = path.stressed,
          .overshoots = path.overshoots,
          .dealers = path.steps};
}

std::optional<base::Refusal> World::unstable(const Conditions& now, const PathState& path) const {
  const double from_start = path.price.log_spot() - std::log(scenario_.spot.value());
  const double by_hedging = impact_ * path.hedging;
  if (!path.lost && std::abs(from_start) < furthest && std::abs(by_hedging) < furthest_in_a_step) return std::nullopt;
  double gamma = 0;
  for (const auto& holder : path.holders) gamma += holder.at_start.gamma;
  const double spot = std::exp(path.before);
  return base::Refusal{
      base::RefusalKind::no_usable_data,
      fmt::format("{}: path {} of seed {} is unstable at minute {:g}: at {:.2f} hedging answers a move by {:.2f} times "
                  "the move and has no end; less impact, a smaller book, more lag or a shorter step",
                  scenario_.name, path.number, seed_, now.to, spot, -impact_ * gamma * spot * spot)};
}

}  // namespace gammafield::hedging
