#include "hedging/walkthrough.h"

#include <cmath>

#include "pricing/black_scholes.h"

namespace gammafield::hedging {
namespace {

constexpr double shares_a_contract = 100;
constexpr market::Shares whole{1};

double option_shares(const Walkthrough& story) { return story.contracts.value() * shares_a_contract; }

market::Delta by_text(const Walkthrough& story, const Move& move) {
  const double moved = move.spot.value() - story.start.spot.value();
  return move.delta.value_or(market::Delta{story.delta.value() + story.gamma.value() * moved});
}

market::Delta by_model(const Walkthrough& story, const Modelled& model, const Move& move) {
  const double left = (model.days - move.days) / model.days;
  const auto greeks = pricing::black_scholes_greeks(
      {story.right, move.spot.value(), model.strike.value(), left, 0, 0, model.total_volatility});
  return market::Delta{greeks.delta};
}

MoveEffect effect_of(double trade, double moved) {
  if (trade * moved == 0) return MoveEffect::none;
  return trade * moved > 0 ? MoveEffect::amplifies : MoveEffect::dampens;
}

/// A dealer before a move: what his options' delta is, what he holds, and the price he saw.
struct Ledger {
  market::Spot spot;
  market::Shares options_delta, hedge;
};

WalkStep step_from(const Ledger& before, const Walkthrough& story, const Policy& policy, const Move& move,
                   Deltas deltas) {
  WalkStep step;
  step.move = move;
  step.delta = deltas == Deltas::model && story.model ? by_model(story, *story.model, move) : by_text(story, move);
  step.options_delta = in_lots(market::Shares{option_shares(story) * step.delta.value()}, whole);
  step.net_before = market::Shares{step.options_delta.value() + before.hedge.value()};
  const HedgeView view{.spot = move.spot,
                       .options_delta = step.options_delta,
                       .hedge = before.hedge,
                       .gamma = SharesPerUsd{option_shares(story) * story.gamma.value()},
                       .theta = {},
                       .option_shares = market::Shares{std::abs(option_shares(story))},
                       .implied_vol = {},
                       .last_traded_at = before.spot};
  step.trade = in_lots(wanted_trade(policy, view), whole);
  step.hedge = market::Shares{before.hedge.value() + step.trade.value()};
  const double moved = move.spot.value() - before.spot.value();
  step.options_gain = market::Usd{0.0 + moved * (before.options_delta.value() + step.options_delta.value()) / 2};
  step.hedge_gain = market::Usd{0.0 + moved * before.hedge.value()};
  step.effect = effect_of(step.trade.value(), moved);
  return step;
}

Ledger after(const WalkStep& step) { return {step.move.spot, step.options_delta, step.hedge}; }

void turn(std::optional<market::Shares>& shares) {
  if (shares) shares = market::Shares{-shares->value()};
}

}  // namespace

std::string_view to_string(MoveEffect effect) {
  switch (effect) {
    case MoveEffect::none: return "none";
    case MoveEffect::dampens: return "dampens";
    case MoveEffect::amplifies: return "amplifies";
  }
  return "";
}

std::vector<WalkStep> walk(const Walkthrough& story, Deltas deltas) {
  std::vector<WalkStep> steps{step_from({story.start.spot, {}, {}}, story, policy::Continuous{}, story.start, deltas)};
  for (const Move& move : story.moves) {
    const Ledger before = after(move.instead ? steps.front() : steps.back());
    steps.push_back(step_from(before, story, story.policy, move, deltas));
  }
  return steps;
}

Walkthrough mirrored(Walkthrough story) {
  story.contracts = market::Contracts{-story.contracts.value()};
  turn(story.start.holds);
  for (Move& move : story.moves) turn(move.holds);
  return story;
}

}  // namespace gammafield::hedging
