#pragma once

#include "market/chain.h"
#include "pricing/priced_chain.h"

namespace gammafield::pricing {

/// Internal to pricing/: time to an expiry's settlement.
struct TimeLeft {
  double years = 0;       ///< 0: settled
  bool expiring = false;  ///< less than a minute was left, counted as one
};

/// act365_minutes: seconds to the settlement instant over 365 days; under a minute counts as one minute
/// (docs/methods.md 1.4.1). bus262: weekdays from the snapshot's New York date to the expiry's date, the last one not
/// counted, over 262; none counts as one (the published public method); an expiry of an earlier date has settled.
[[nodiscard]] TimeLeft time_left(const market::Expiry&, market::Instant as_of, Clock);

}  // namespace gammafield::pricing
