#pragma once

#include <optional>
#include <span>
#include <vector>

#include "strategies/trade.h"

/// What trades come to, in dollars a share of the underlying and in per cent of its price (docs/methods.md 7.7).
namespace gammafield::strategies {

/// What one execution costs. Where a half-spread was quoted it is the cost, else a share of the price.
struct CostRule {
  double underlying_half_spread = 0.00005;  ///< of the price
  double underlying_fee = 0.00001;          ///< of the price
  double option_half_spread = 0.02;         ///< of the option's price, where none was quoted
  double option_half_spread_least = 0.025;  ///< dollars, then: half of a nickel
  double option_fee = 0.65;                 ///< dollars a contract, whatever it is of
};

/// |quantity| (half-spread + fee), an option's fee over its contract's shares; never negative.
[[nodiscard]] double cost_of(const Leg&, const OptionPrice&, const CostRule&);

/// Before costs, and what they are at the quoted spreads (1x). Net at c times the cost: gross - c cost.
struct Booked {
  double gross = 0, cost = 0;
  [[nodiscard]] double net(double times) const { return gross - times * cost; }
};

struct Books {
  std::vector<Booked> sessions;  ///< one a day of the tape: what was made from the session before's end to its own
  std::vector<Booked> trades;    ///< one a trade
};

/// Each trade at mid prices where it was entered and left, marked at every session's end between; costs where it was
/// entered and, unless it settled, where it was left. Over the sessions and over the trades the same sums. Requires
/// that every option of the trades has a price where it was entered.
[[nodiscard]] Books booked(const Tape&, std::span<const Trade>, const CostRule&);

/// The underlying from the first price to the last.
[[nodiscard]] Trade buy_and_hold(const Tape&);

/// Per cent of each session's first price, net at so many times the cost; nothing is reinvested.
[[nodiscard]] std::vector<double> returns_of(const Tape&, const std::vector<Booked>& sessions, double times);

/// Their running sum, and how far it is below its highest, 0 before the first session counting too: never positive.
struct EquityCurve {
  std::vector<double> equity, drawdown;
};
[[nodiscard]] EquityCurve equity_of(const std::vector<double>& returns);

}  // namespace gammafield::strategies
