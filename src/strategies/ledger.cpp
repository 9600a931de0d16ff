#include "strategies/ledger.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::strategies {
namespace {

double cost_at(const Tape& tape, const Trade& trade, Place at, const CostRule& rule) {
  double cost = 0;
  for (const auto& leg : trade.legs) {
    const auto price = leg.option ? tape.option_price(*leg.option, at) : OptionPrice{tape.price(at), std::nullopt};
    assert(price);
    cost += cost_of(leg, *price, rule);
  }
  return cost;
}

double value_at(const Tape& tape, const Trade& trade, Place at) {
  const auto value = value_of(trade.legs, tape, at);
  assert(value);
  return *value;
}

/// One trade into its sessions.
Booked book(const Tape& tape, const Trade& trade, const CostRule& rule, std::vector<Booked>& sessions) {
  Booked total;
  const auto add = [&](std::size_t day, double gross, double cost) {
    sessions[day].gross += gross;
    sessions[day].cost += cost;
    total.gross += gross;
    total.cost += cost;
  };
  add(trade.entered.day, 0, cost_at(tape, trade, trade.entered, rule));
  double last = value_at(tape, trade, trade.entered);
  for (std::size_t day = trade.entered.day; day < trade.left.day; ++day) {
    const double now = value_at(tape, trade, {day, tape.day(day).prices.size() - 1});
    add(day, now - last, 0);
    last = now;
  }
  const double leaving = trade.settled ? 0 : cost_at(tape, trade, trade.left, rule);
  add(trade.left.day, value_at(tape, trade, trade.left) - last, leaving);
  return total;
}

}  // namespace

double cost_of(const Leg& leg, const OptionPrice& price, const CostRule& rule) {
  const double shares = std::abs(leg.quantity);
  if (!leg.option) return shares * price.mid * (rule.underlying_half_spread + rule.underlying_fee);
  const double guessed = std::max(rule.option_half_spread * price.mid, rule.option_half_spread_least);
  return shares * (price.half_spread.value_or(guessed) + rule.option_fee / price.multiplier.value());
}

Books booked(const Tape& tape, std::span<const Trade> trades, const CostRule& rule) {
  Books books{.sessions = std::vector<Booked>(tape.size()), .trades = {}};
  for (const auto& trade : trades) books.trades.push_back(book(tape, trade, rule, books.sessions));
  return books;
}

Trade buy_and_hold(const Tape& tape) {
  return {.entered = {0, 0},
          .left = tape.last(),
          .legs = {Leg{}},
          .entry_reason = "the first price",
          .exit_reason = "the last price"};
}

std::vector<double> returns_of(const Tape& tape, const std::vector<Booked>& sessions, double times) {
  constexpr double percent = 100;
  std::vector<double> returns;
  for (std::size_t day = 0; day < sessions.size(); ++day)
    returns.push_back(percent * sessions[day].net(times) / tape.day(day).first_price());
  return returns;
}

EquityCurve equity_of(const std::vector<double>& returns) {
  EquityCurve curve;
  double sum = 0, highest = 0;
  for (const double each : returns) {
    sum += each;
    highest = std::max(highest, sum);
    curve.equity.push_back(sum);
    curve.drawdown.push_back(sum - highest);
  }
  return curve;
}

}  // namespace gammafield::strategies
