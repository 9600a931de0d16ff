#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/units.h"
#include "pricing/priced_chain.h"

/// Positions that are not listed, told one by one (docs/methods.md 4.6).
namespace gammafield::engine {

struct Ticket {
  market::Right right = market::Right::put;
  market::Strike strike;
  market::Date expiry;  ///< a day on which contracts of the chain expire
  market::Contracts contracts;
  bool dealers_long = false;
};
/// `put,480,2026-09-18,50000,short`: right, strike, expiry, contracts, the dealers' side. The refusal (usage) says what
/// of it is wrong.
[[nodiscard]] base::Result<Ticket, base::Refusal> parse_ticket(std::string_view);
[[nodiscard]] std::string to_string(const Ticket&);

/// Its day is over: earlier than the chain's, or all that the chain lists of that day has settled.
[[nodiscard]] bool has_settled(const Ticket&, const market::ChainSnapshot&);

/// The chain with the tickets as contracts of root `OTC`, each an expiry of its own with the terms, forward and smile
/// of the listed one that settles last on its day. Refuses (usage) a day without a live listed expiry.
[[nodiscard]] base::Result<pricing::PricedChain, base::Refusal> with_tickets(pricing::PricedChain,
                                                                             std::span<const Ticket>);

}  // namespace gammafield::engine
