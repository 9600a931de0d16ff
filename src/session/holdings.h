#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exposure/book.h"
#include "exposure/by_strike.h"
#include "market/contract.h"
#include "market/date.h"
#include "market/expiry_class.h"
#include "market/units.h"

/// What a later snapshot must know of an earlier one's book.
namespace gammafield::session {

struct HeldExpiry {
  std::string root;
  market::Date date;  ///< as listed
  market::Settlement settlement = market::Settlement::pm;
  market::Instant settles_at;
  market::ExpiryClass expiry_class = market::ExpiryClass::weekly_fri;
  friend bool operator==(const HeldExpiry&, const HeldExpiry&) = default;
};

struct HeldContract {
  std::uint32_t expiry = 0;  ///< index into Holdings::expiries
  market::Right right = market::Right::call;
  market::Strike strike;
  market::Contracts open_interest;   ///< above 0
  market::UsdPerPercent gross_each;  ///< exposure of one contract, held long; >= 0
  double dealer_fraction = 0;        ///< -1 to 1; + is long
  friend bool operator==(const HeldContract&, const HeldContract&) = default;
};

/// A book's contracts with open interest and what each is worth, in the chain's order.
struct Holdings {
  market::Instant as_of;
  std::vector<HeldExpiry> expiries;
  std::vector<HeldContract> contracts;
  friend bool operator==(const Holdings&, const Holdings&) = default;
};

[[nodiscard]] Holdings holdings_of(const exposure::Book&);

/// The bars of what has not settled by an instant, ascending by strike; every contract worth what it was at `as_of`.
[[nodiscard]] std::vector<exposure::StrikeExposure> strikes_left(const Holdings&, market::Instant settled_by);

}  // namespace gammafield::session
