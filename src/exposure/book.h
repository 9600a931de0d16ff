#pragma once

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
  std::uint32_t row = 0;      ///< index into ChainSnapshot::rows
  std::uint32_t expiry = 0;   ///< index into PricedChain::expiries
  std::uint32_t option = 0;   ///< index into PricedChain::options
  market::Right right = market::Right::call;
  market::Strike strike;
  market::Contracts open_interest;
  market::Shares gross_shares;   ///< open interest * multiplier
  market::Shares dealer_shares;  ///< dealer fraction * gross_shares; + dealer long options
  market::UsdPerPercent gross_gex;  ///< g_i * OI_i >= 0: as if one holder were long all of it
  market::UsdPerPercent net_gex;    ///< x_i * gross_gex
};

/// The dealer book: what every exposure and level is computed from. Immutable once made.
struct Book {
  std::shared_ptr<const pricing::PricedChain> priced;
  PositioningModel positioning = PositioningModel::naive;
  std::string expiry_filter = "all";
  std::vector<Holding> holdings;  ///< open interest > 0, in the chain's row order
  [[nodiscard]] market::Spot spot() const { return priced->spot; }
};

[[nodiscard]] Book make_book(std::shared_ptr<const pricing::PricedChain>, const Positioning&, const ExpiryFilter&);

}  // namespace gammafield::exposure
