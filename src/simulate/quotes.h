#pragma once

#include "market/contract.h"
#include "market/units.h"
#include "simulate/random.h"

namespace gammafield::simulate {

/// The exchange's price grid for index options: 0.05 below 3 dollars, 0.10 from there.
[[nodiscard]] market::Price tick_at_or_below(market::Price);  ///< 0 for less than a tick
[[nodiscard]] market::Price tick_at_or_above(market::Price);

struct Quote {
  market::Price bid, ask;
};

/// What a market maker looks at.
struct QuotedContract {
  market::Price value;       ///< true price
  market::Price time_value;  ///< value of the out-of-the-money twin, discounted
  double in_the_money = 0;   ///< intrinsic value as a share of the forward; 0 out of the money
  market::Years years;
  market::Settlement settlement = market::Settlement::pm;
  market::Spot spot;
};

/// Bid and ask on the grid, around the value: bid <= value <= ask, ask above 0. The spread grows with the price, with
/// time, in AM series, and deep in the money to 0.3 % of spot; a value near 0 has no bid, and a few of those a far ask.
[[nodiscard]] Quote draw_quote(const QuotedContract&, RandomStream&);

}  // namespace gammafield::simulate
