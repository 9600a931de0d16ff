#pragma once

#include <optional>

#include "levels/no_level.h"
#include "market/calendar.h"
#include "market/date.h"
#include "market/units.h"
#include "pricing/priced_chain.h"

namespace gammafield::levels {

/// One standard deviation to the next session close: S * sigma_ATM * sqrt(tau), sigma_ATM of the nearest expiry that lives at
/// least that long. The straddle form is the at-the-money straddle's price at the nearest expiry, where quoted.
struct ExpectedMove {
  market::Usd usd;
  double pct = 0;
  market::Instant until;
  double fraction = 0;  ///< sigma_ATM * sqrt(tau)
  market::ImpliedVol atm_vol;
  std::optional<market::Usd> straddle;        ///< mid of the ATM straddle
  std::optional<market::Instant> straddle_until;
};
[[nodiscard]] Level<ExpectedMove> expected_move(const pricing::PricedChain&, const market::Calendar&);

}  // namespace gammafield::levels
