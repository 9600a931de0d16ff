#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exposure/expiry_filter.h"
#include "exposure/positioning.h"
#include "market/units.h"
#include "pricing/priced_chain.h"

namespace gammafield::exposure {

/// A priced contract with open interest and the dealer's inferred side of it.
struct Holding {
  std::uint32_t row = 0;     ///< index into ChainSnapshot::rows
  std::uint32_t expiry = 0;  ///< index into PricedChain::expiries
  std::uint32_t option = 0;  ///< index into PricedChain::options
  market::Right right = market::Right::call;
  market::Strike strike;
  market::Contracts open_interest;
  market::Shares gross_shares;      ///< open interest * multiplier
  market::Shares dealer_shares;     ///< dealer fraction * gross_shares; + dealer long options
  market::UsdPerPercent gross_gex;  ///< g_i * OI_i >= 0: as if one holder were long all of it
  market::UsdPerPercent net_gex;    ///< x_i * gross_gex
};

/// The dealer book: what every exposure and level is computed from. Immutable once made.
struct Book {
  std::shared_ptr<const pricing::PricedChain> priced;
  PositioningModel positioning = PositioningModel::naive;
  std::string expiry_filter = "all";
  std::vector<Holding> holdings;         ///< open interest > 0, in the chain's row order
  market::Contracts kept_open_interest;  ///< of every contract the expiry filter keeps, priced or not
  std::size_t flat_by_omission = 0;      ///< holdings that a user's positioning file does not cover: taken as 0
  std::size_t implausible = 0;           ///< left out: more than `largest_holding` shares, or not a number
  [[nodiscard]] market::Spot spot() const { return priced->spot; }
};

/// A thousand times all listed shares on earth; beyond it open interest is a misprint, and sums could overflow.
inline constexpr market::Shares largest_holding{1e15};

/// Never fails: an empty chain, or one without open interest, gives a book without holdings.
[[nodiscard]] Book make_book(std::shared_ptr<const pricing::PricedChain>, const Positioning&, const ExpiryFilter&);

/// Share of the kept open interest that the book carries, 0 to 1 (docs/methods.md 1.4.1); 0 when there is none to
/// carry.
[[nodiscard]] double coverage(const Book&);

}  // namespace gammafield::exposure
