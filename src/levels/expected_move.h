#pragma once

#include <optional>

#include "levels/no_level.h"
#include "market/calendar.h"
#include "market/date.h"
#include "market/units.h"
#include "pricing/priced_chain.h"

namespace gammafield::levels {

/// One standard deviation to the next session close strictly after the snapshot: S * sigma_ATM * sqrt(tau), tau in
/// ACT/365 minutes, sigma_ATM of the nearest expiry that lives at least that long and has one. The straddle form is the
/// price of the at-the-money straddle (the strike nearest to the forward) at the nearest unsettled expiry, where both
/// sides are quoted.
struct ExpectedMove {
  market::Usd usd;
  double pct = 0;  ///< 100 * fraction
  market::Instant until;
  double fraction = 0;  ///< sigma_ATM * sqrt(tau)
  market::ImpliedVol atm_vol;
  std::optional<market::Usd> straddle;  ///< mid of the ATM straddle
  std::optional<market::Instant> straddle_until;
};
/// The first session close strictly after the instant.
[[nodiscard]] market::Instant next_session_close(market::Instant, const market::Calendar&);

[[nodiscard]] Level<ExpectedMove> expected_move(const pricing::PricedChain&);

}  // namespace gammafield::levels
