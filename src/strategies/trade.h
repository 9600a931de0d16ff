#pragma once

#include <optional>
#include <string>
#include <vector>

#include "strategies/option_quotes.h"
#include "strategies/tape.h"

namespace gammafield::strategies {

/// One part of a position: the underlying, or an option. Quantity in shares of the underlying; + long.
struct Leg {
  std::optional<Option> option = {};
  double quantity = 1;
};

/// Signed value at mid prices, a share; none where an option has no price.
[[nodiscard]] std::optional<double> value_of(const std::vector<Leg>&, const Tape&, Place);

/// Each option has a price there, and what it will pay can be known.
[[nodiscard]] bool tradable(const std::vector<Leg>&, const Tape&, Place);

/// What is held, from when to when, and why.
struct Trade {
  Place entered, left;  ///< where it was executed
  std::vector<Leg> legs;
  std::string entry_reason, exit_reason;
  bool settled = false;  ///< left by settlement: no cost of leaving
};

}  // namespace gammafield::strategies
