#include <algorithm>
#include <cmath>

#include <boost/math/tools/toms748_solve.hpp>

#include "base/random.h"
#include "hedging/policy.h"
#include "hedging/world.h"

namespace gammafield::hedging {
namespace {

/// Dealers without lag look again until none moves the price by more than this; methods 6.1.
constexpr double settled_move = 1e-10;
constexpr int looks_max = 200;

/// A policy that goes to zero once it trades, as it is while it trades; the others are continuous in spot themselves.
Policy while_trading(const Policy& policy) {
  const auto* band = std::get_if<policy::FixedBand>(&policy);
  const bool as_it_is =
      (band != nullptr && band->to == BandTo::edge) || std::holds_alternative<policy::WhalleyWilmott>(policy) ||
      std::holds_alternative<policy::Zakamouline>(policy) || std::holds_alternative<policy::TimeDecay>(policy);
  return as_it_is ? policy : policy::Continuous{};
}

/// The trade that is still the wanted one at the price to which it moves the price; none where a larger one always
/// wants a larger one yet.
template <class Wanted>
std::optional<double> consistent_trade(double first, double spot, double impact, const Wanted& wanted) {
  const auto excess = [&](double shares) { return wanted(spot * std::exp(impact * spot * shares)) - shares; };
  double far = first, at_far = excess(far);
  while (at_far * first > 0) {
    far *= 2;
    if (std::abs(impact * spot * far) > 0.5) return std::nullopt;
    at_far = excess(far);
  }
  if (at_far == 0) return far;
  const double finest = 1e-13 / (impact * spot);
  std::uintmax_t looks = 200;
  const auto [low, high] = boost::math::tools::toms748_solve(
      excess, std::min(0.0, far), std::max(0.0, far), far > 0 ? first : at_far, far > 0 ? at_far : first,
      [finest](double a, double b) { return std::abs(b - a) <= finest; }, looks);
  return (low + high) / 2;
}

}  // namespace

Marks& World::hedge_marks(const PathState& path, std::size_t dealer) {
  auto& desk = desks_[dealer];
  return (desk.hedges_by_marks ? desk.marks : desk.hedges)[path.stressed ? 1 : 0];
}

HedgeView World::view(const Conditions& now, const PathState& path, std::size_t dealer, double spot) {
  return view(now, path, dealer, spot, hedge_marks(path, dealer).greeks(spot));
}

HedgeView World::view(const Conditions& now, const PathState& path, std::size_t dealer, double spot,
                      const BookGreeks& greeks) {
  const auto& of = scenario_.dealers[dealer];
  Marks& marks = hedge_marks(path, dealer);
  double delta = greeks.delta, decayed = 0;
  if (const auto* zakamouline = std::get_if<policy::Zakamouline>(&of.policy)) {
    delta = marks.delta_for(*zakamouline, spot, of.costs.half_spread);
  }
  if (auto& earlier = desks_[dealer].earlier; !earlier.empty()) {
    decayed = earlier[path.stressed ? 1 : 0].delta(spot) - delta;
  }
  return {.spot = market::Spot{spot},
          .options_delta = market::Shares{delta},
          .hedge = market::Shares{path.ledger.shares(Ledger::first_dealer + dealer)},
          .gamma = SharesPerUsd{greeks.gamma},
          .theta = UsdPerYear{greeks.theta},
          .option_shares = market::Shares{marks.option_shares()},
          .years_left = market::Years{marks.years_left()},
          .rate = ContinuousRate{marks.rate()},
          .implied_vol = market::ImpliedVol{marks.mean_vol()},
          .cost = of.costs.half_spread,
          .last_traded_at = market::Spot{path.holders[dealer].last_traded_at},
          .decayed = market::Shares{decayed},
          .minute = Minutes{now.session_minute},
          .step = scenario_.step,
          .band_factor = now.band_factor[path.stressed ? 1 : 0]};
}

void World::trade(PathState& path, std::size_t dealer, double shares) {
  if (shares == 0) return;
  const auto& of = scenario_.dealers[dealer];
  auto& holder = path.holders[dealer];
  const std::size_t agent = Ledger::first_dealer + dealer;
  const double dollars = shares * path.price.spot(), size = std::abs(shares);
  const double paid = path.price.trade(dollars, scenario_.impact.permanent.value(), scenario_.impact.transient.value());
  path.ledger.trade(agent, Ledger::market_maker, shares, paid);
  double cost = of.costs.half_spread.value() * paid * size + of.costs.fee.value() * size;
  if (of.costs.temporary > 0) {
    cost += of.costs.temporary * scenario_.impact.daily_volatility.value() *
            std::sqrt(size / scenario_.impact.daily_volume.value()) * paid * size;
  }
  path.ledger.pay(agent, Ledger::venue, cost);
  holder.gains.cost -= cost;
  holder.traded += shares;
  holder.spent += shares * paid;
  holder.last_traded_at = path.price.spot();
  holder.turnover += size;
  ++holder.trades;
  path.hedging += dollars;
  auto& step = path.steps[dealer];
  step.trade = market::Shares{step.trade.value() + shares};
  step.cost = market::Usd{step.cost.value() + cost};
}

void World::lagging_trades(const Conditions& now, std::size_t step, PathState& path) {
  for (const std::size_t dealer : path.order) {
    const auto& of = scenario_.dealers[dealer];
    if (of.lag == 0) continue;
    const std::size_t back = std::min<std::size_t>(step, of.lag - 1);
    const double spot = std::exp(path.past[(step - back) % path.past.size()]);
    const bool at_hand = back == 0 && desks_[dealer].hedges_by_marks;
    const auto seen =
        at_hand ? view(now, path, dealer, spot, path.holders[dealer].at_start) : view(now, path, dealer, spot);
    path.steps[dealer].options_delta = seen.options_delta;
    path.steps[dealer].net_before = market::Shares{seen.options_delta.value() + seen.hedge.value()};
    trade(path, dealer, in_lots(wanted_trade(of.policy, seen), of.lot).value());
  }
}

bool World::follow(const Conditions& now, PathState& path, std::size_t dealer, bool first_look) {
  const auto& of = scenario_.dealers[dealer];
  const auto seen = view(now, path, dealer, path.price.spot());
  if (first_look) {
    path.steps[dealer].options_delta = seen.options_delta;
    path.steps[dealer].net_before = market::Shares{seen.options_delta.value() + seen.hedge.value()};
  } else if (std::holds_alternative<policy::TimeDecay>(of.policy)) {
    return false;  // time passes once a step
  }
  double shares = wanted_trade(of.policy, seen).value();
  if (shares != 0 && impact_ > 0) {
    const Policy trading = while_trading(of.policy);
    const auto wanted = [&](double spot) { return wanted_trade(trading, view(now, path, dealer, spot)).value(); };
    const auto consistent = consistent_trade(shares, path.price.spot(), impact_, wanted);
    path.lost = path.lost || !consistent;
    shares = consistent.value_or(0);
  }
  shares = in_lots(market::Shares{shares}, of.lot).value();
  const double move = impact_ * path.price.spot() * std::abs(shares);
  trade(path, dealer, shares);
  return move > settled_move;
}

void World::following_trades(const Conditions& now, PathState& path) {
  bool again = true;
  for (int look = 0; again && look < looks_max && !path.lost; ++look) {
    again = false;
    for (const std::size_t dealer : path.order) {
      if (scenario_.dealers[dealer].lag == 0) again = follow(now, path, dealer, look == 0) || again;
    }
  }
  path.lost = path.lost || again;
}

void World::other_flows(const Conditions& now, std::size_t step, PathState& path, std::uint64_t chance) {
  const double minutes = scenario_.step.value();
  const double a_minute = scenario_.noise_flow.a_minute.value();
  const double noise = a_minute > 0 ? a_minute * std::sqrt(minutes) * base::normal_of(chance) : 0;
  const auto wanted = [&](const ImpactedPrice& price, const std::vector<double>& past) {
    double dollars = now.scheduled_flow + noise;
    if (scenario_.momentum) {
      const auto back = static_cast<std::size_t>(std::lround(scenario_.momentum->window.value() / minutes));
      const double before = past[(step - std::min(step, back)) % past.size()];
      dollars += 100 * (past[step % past.size()] - before) * scenario_.momentum->flow.value() * minutes;
    }
    if (scenario_.fundamental) {
      const double below = std::log(scenario_.fundamental->value.value()) - price.log_spot();
      dollars += 100 * below * scenario_.fundamental->flow.value() * minutes;
    }
    return dollars;
  };
  const double permanent = scenario_.impact.permanent.value(), transient = scenario_.impact.transient.value();
  path.flow = wanted(path.price, path.past);
  if (const double alone = wanted(path.alone, path.past_alone); alone != 0) {
    static_cast<void>(path.alone.trade(alone, permanent, transient));
  }
  if (path.flow == 0) return;
  const double spot = path.price.spot(), paid = path.price.trade(path.flow, permanent, transient);
  path.ledger.trade(Ledger::flows, Ledger::market_maker, path.flow / spot, paid);
}

}  // namespace gammafield::hedging
