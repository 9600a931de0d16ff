#pragma once

#include <string>

#include "simulate/simulated_chain.h"

/// A made-up chain in the exact shapes that real ones come in.
namespace gammafield::simulate {

/// The CSV that a person downloads from Cboe (`spx_quotedata.csv`): an empty line, the index and its last value, the
/// date in New York, 22 named columns, then a line a strike with its call and its put. The date says as_of, to the
/// minute; lines end in LF.
[[nodiscard]] std::string to_quotedata(const SimulatedChain&);

/// What Cboe's delayed-quotes address answers, keys in the order of 2026, on one line: one object a contract, by root,
/// expiry, strike, call before put. `timestamp` (UTC) is as_of; the index's last trade is 15 minutes older, as the
/// feed's delay makes it.
[[nodiscard]] std::string to_cboe_json(const SimulatedChain&);

}  // namespace gammafield::simulate
