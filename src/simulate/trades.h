#pragma once

#include "market/calendar.h"
#include "simulate/random.h"
#include "simulate/simulated_chain.h"

namespace gammafield::simulate {

/// When the chain is taken, and how far the index has come since the close before.
struct Session {
  const market::Calendar* calendar = nullptr;
  market::Date day;  ///< the last one begun
  market::Instant as_of;
  double spot_change = 0;  ///< dollars
};

/// Fills last, open, high, low, previous_close, change, last_trade and the sizes of an option whose value, quote,
/// volume and open interest are known. Traded today: between bid and ask, at some time of the session. Held, but not
/// traded today: often an old price of an old day. The greeks, unrounded, lead back to the close before.
void draw_trades(SimulatedOption&, market::Delta, market::Gamma, const Session&, RandomStream&);

}  // namespace gammafield::simulate
