#pragma once

#include "market/chain.h"
#include "pricing/priced_chain.h"

namespace gammafield::pricing {

inline constexpr double seconds_a_year = 365.0 * 24 * 3600;  ///< ACT/365

/// Time to an expiry's settlement.
struct TimeLeft {
  double years = 0;       ///< 0: settled
  bool expiring = false;  ///< less than a minute was left, counted as one
};

/// Clocks but business_variance. act365_minutes: seconds to the settlement instant over 365 days; under a minute counts
/// as one minute (docs/methods.md 1.4.1). bus262: weekdays from the snapshot's date on the exchange's clock to the
/// expiry's date, the last one not counted, over 262; none counts as one (the published public method); an expiry of an
/// earlier date has settled.
[[nodiscard]] TimeLeft time_left(const market::Expiry&, market::Instant as_of, Clock);

/// On the clock that runs as variance does. `expiring` as above, by the wall's clock; the time is then a minute of
/// regular session.
[[nodiscard]] TimeLeft time_left(const market::Expiry&, market::Instant as_of, const market::BusinessTime&);

/// Of one of a chain's expiries at a later instant, on the clock that the chain was priced by. As priced at the
/// snapshot itself; settled stays settled.
[[nodiscard]] TimeLeft time_left(const PricedChain&, std::size_t expiry, market::Instant at);

/// The clock from the snapshot to the last settlement and the next session's close.
[[nodiscard]] market::BusinessTime business_time_of(const market::ChainSnapshot&, const PricingSettings&);

}  // namespace gammafield::pricing
