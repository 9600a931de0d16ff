#include "session/holdings.h"

#include <map>

namespace gammafield::session {
namespace {

void add(exposure::StrikeExposure& at, const HeldContract& contract) {
  const double contracts = contract.open_interest.value();
  const double gross = contracts * contract.gross_each.value();
  const bool call = contract.right == market::Right::call;
  auto& side = call ? at.call : at.put;
  auto& open_interest = call ? at.call_open_interest : at.put_open_interest;
  side = market::UsdPerPercent{side.value() + gross};
  open_interest = market::Contracts{open_interest.value() + contracts};
  at.net = market::UsdPerPercent{at.net.value() + contract.dealer_fraction * gross};
}

}  // namespace

Holdings holdings_of(const exposure::Book& book) {
  Holdings held;
  held.as_of = book.priced->chain->as_of;
  for (const market::Expiry& expiry : book.priced->chain->expiries)
    held.expiries.push_back({expiry.root, expiry.date, expiry.settlement, expiry.settles_at, expiry.expiry_class});
  held.contracts.reserve(book.holdings.size());
  for (const exposure::Holding& holding : book.holdings) {
    held.contracts.push_back({holding.expiry, holding.right, holding.strike, holding.open_interest,
                              market::UsdPerPercent{holding.gross_gex.value() / holding.open_interest.value()},
                              holding.dealer_shares.value() / holding.gross_shares.value()});
  }
  return held;
}

std::vector<exposure::StrikeExposure> strikes_left(const Holdings& held, market::Instant settled_by) {
  std::map<market::Strike, exposure::StrikeExposure> by_strike;
  for (const HeldContract& contract : held.contracts)
    if (held.expiries[contract.expiry].settles_at > settled_by) add(by_strike[contract.strike], contract);
  std::vector<exposure::StrikeExposure> strikes;
  for (auto& [strike, at] : by_strike) {
    at.strike = strike;
    strikes.push_back(at);
  }
  return strikes;
}

}  // namespace gammafield::session
