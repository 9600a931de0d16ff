#pragma once

#include <cstdint>
#include <vector>

#include "exposure/book.h"
#include "hedging/units.h"
#include "market/contract.h"
#include "market/units.h"

namespace gammafield::hedging {

/// Options that settle together.
struct Expiry {
  Minutes settles;         ///< from the start of the run; > 0
  ContinuousRate rate{0};  ///< of discounting
  ContinuousRate carry{0};  ///< what the underlying pays: q of Black-Scholes
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

/// The dealers' side of a real chain by its positioning model, as one book. What settles within `from` is left out.
/// Laboratory minutes count the calendar's sessions that are left; each volatility is scaled so that sigma^2 T stays.
[[nodiscard]] Book book_of(const exposure::Book&);

/// The same book with every side exchanged.
[[nodiscard]] Book mirrored(Book);

/// Net gamma exposure at this spot and minute of the run, dollars of stock a 1 % move; + dealers long gamma. Unlisted
/// positions count where `with_unlisted`.
[[nodiscard]] market::UsdPerPercent gamma_exposure(const Book&, market::Spot, Minutes at, bool with_unlisted = true);

}  // namespace gammafield::hedging
