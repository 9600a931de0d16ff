#pragma once

#include <cstdint>
#include <vector>

#include "exposure/book.h"
#include "hedging/units.h"
#include "market/contract.h"
#include "market/units.h"

namespace gammafield::hedging {

/// What settlement leaves in the dealer's hands: shares that the hedge is then against, or money and a hedge to unwind.
enum class Delivery : std::uint8_t { shares, cash };

/// Options that settle together, at the end of the step that `settles` lies in.
struct Expiry {
  Minutes settles;          ///< from the start of the run; > 0
  ContinuousRate rate{0};   ///< of discounting
  ContinuousRate carry{0};  ///< what the underlying pays: q of Black-Scholes
  Delivery delivery = Delivery::shares;
};

/// European options of one kind. An American chain's early exercise is left out: over a session it moves deltas by less
/// than the volatilities' own error, and the laboratory says so.
struct Position {
  std::uint32_t expiry = 0;  ///< index into Book::expiries
  market::Right right = market::Right::call;
  market::Strike strike;
  market::Shares shares;           ///< contracts * multiplier; + the dealer is long the options
  market::ImpliedVol implied_vol;  ///< a laboratory year
  bool unlisted = false;           ///< an OTC ticket: hedged like the rest, seen in no listed exposure
};

/// What one dealer holds.
struct Book {
  std::vector<Expiry> expiries;
  std::vector<Position> positions;
};

/// The dealers' side of a real chain by its positioning model, as one book. What has no trading left before it
/// settles is left out; an index's options deliver cash, the others shares.
/// Laboratory minutes count the calendar's sessions that are left; each volatility is scaled so that sigma^2 T stays.
[[nodiscard]] Book book_of(const exposure::Book&);

/// The same book with every side exchanged.
[[nodiscard]] Book mirrored(Book);

/// Net gamma exposure at this spot and minute of the run, dollars of stock a 1 % move; + dealers long gamma. Unlisted
/// positions count where `with_unlisted`.
[[nodiscard]] market::UsdPerPercent gamma_exposure(const Book&, market::Spot, Minutes at, bool with_unlisted = true);

}  // namespace gammafield::hedging
