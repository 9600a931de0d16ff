#pragma once

#include <string>
#include <vector>

#include "market/calendar.h"
#include "simulate/simulated_chain.h"

namespace gammafield::simulate {

/// The two roots that an index is listed under.
struct IndexRoots {
  std::string monthly;  ///< AM-settled, third Fridays: SPX
  std::string weekly;   ///< PM-settled, every trading day: SPXW
};

/// ACT/365.
[[nodiscard]] market::Years years_between(market::Instant from, market::Instant to);

/// The expiries an exchange would list at that instant, sorted by (settles_at, root), without forwards. PM: every
/// trading day of the next six weeks, five third Fridays, six month ends, four quarter ends. AM: fourteen third
/// Fridays, then Decembers to the fifth year and the June of the second. On a third Friday both roots are there.
[[nodiscard]] std::vector<SimulatedExpiry> listed_expiries(market::Instant as_of, const IndexRoots&,
                                                           const market::Calendar&);

/// The `count` that a short chain keeps: the nearest of every class before the second nearest of any; order kept.
[[nodiscard]] std::vector<SimulatedExpiry> most_important(std::vector<SimulatedExpiry>, std::size_t count);

}  // namespace gammafield::simulate
